import type { ClassView } from '@rollcall/contracts';
import { describe, expect, it } from 'vitest';
import { findClasses, groupClasses } from '../../../page/src/classes/group-classes.ts';

const course = (code: string, term: string) => ({ _id: `${code} ${term}`, code, name: 'Algebra', term });
const of = (className: string, ofCourse: ClassView['course'] = null, teacher = 'Ada Kim') =>
  ({ className, course: ofCourse, teachers: [{ _id: 'a', name: teacher }] }) as unknown as ClassView;

const classes = [
  of('Chess'),
  of('Group 10', course('MA 1', '2025 autumn')),
  of('Group 2', course('MA 1', '2025 autumn')),
  of('Lecture', course('MA 1', '2026 autumn')),
  of('Lecture', course('CS 1', '2026 autumn'), 'Zoë Müller'),
];

describe('groups of classes', () => {
  it('has the latest term first, courses by code, and those that stand alone last', () =>
    expect(groupClasses(classes).map((group) => group.course?._id ?? null)).toEqual([
      'CS 1 2026 autumn',
      'MA 1 2026 autumn',
      'MA 1 2025 autumn',
      null,
    ]));

  it('sorts names as people count', () =>
    expect(groupClasses(classes)[2]?.classes.map(({ className }) => className)).toEqual(['Group 2', 'Group 10']));

  it('is empty without classes', () => expect(groupClasses([])).toEqual([]));
});

describe('search in classes', () => {
  it.each([
    ['', 5],
    ['  ', 5],
    ['group', 2],
    ['lecture cs', 1],
    ['ALGEBRA 2026', 2],
    ['zoe muller', 1],
    ['müller', 1],
    ['nothing', 0],
  ])('finds by "%s" %i', (search, count) => expect(findClasses(classes, search)).toHaveLength(count));
});
