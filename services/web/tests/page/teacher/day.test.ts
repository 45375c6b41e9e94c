import type { ClassView } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { dayOf, type TeacherReport } from '../../../page/src/teacher/day.ts';

const now = new Date(2026, 2, 2, 9, 0);
const at = (hours: number, days = 0) => new Date(2026, 2, 2 + days, hours).toISOString();

function oneClass(name: string, meetsAt?: string, more: Partial<ClassView> = {}): ClassView {
  const nextMeeting = meetsAt ? { startsAt: meetsAt, endsAt: at(23), room: 'H1' } : null;
  return { _id: name, className: name, archived: false, nextMeeting, ...more } as ClassView;
}

function report(parts: Partial<Record<'today' | 'active' | 'classes', object[]>>): TeacherReport {
  return { today: [], active: [], classes: [], flagged: 0, excusesToDecide: 0, ...parts } as unknown as TeacherReport;
}

const planned = (classId: string, startsAt: string, status = 'scheduled') => ({
  _id: `session of ${classId}`,
  classId,
  className: classId,
  status,
  room: null,
  startsAt,
  endsAt: null,
});

test('what runs comes first, then what is planned and what meets today by the time, then the others by name', () => {
  const classes = [
    oneClass('Runs', at(8)),
    oneClass('Zoology'),
    oneClass('Meets', at(11)),
    oneClass('Algebra', at(9, 1)),
  ];
  const day = dayOf(
    report({ active: [planned('Runs', at(8), 'active')], today: [planned('Planned', at(10))] }),
    [...classes, oneClass('Planned', at(10))],
    now,
  );
  expect(day.running.map(({ classId }) => classId)).toEqual(['Runs']);
  expect(day.waiting.map(({ className, sessionId }) => [className, sessionId])).toEqual([
    ['Planned', 'session of Planned'],
    ['Meets', null],
  ]);
  expect(day.others.map(({ className }) => className)).toEqual(['Algebra', 'Zoology']);
});

test('a meeting whose session has been held does not wait, one of the week before does', () => {
  const classes = [oneClass('Held', at(8)), oneClass('Waits', at(8))];
  const lastSession = (beginsAt: string) => ({ sessionId: 's', beginsAt });
  const day = dayOf(
    report({
      classes: [
        { classId: 'Held', lastSession: lastSession(new Date(2026, 2, 2, 7, 45).toISOString()) },
        { classId: 'Waits', lastSession: lastSession(at(8, -7)) },
      ],
    }),
    classes,
    now,
  );
  expect(day.waiting.map(({ className }) => className)).toEqual(['Waits']);
  expect(day.others.map(({ className }) => className)).toEqual(['Held']);
});

test('an archived class is not to be started', () => {
  expect(dayOf(report({}), [oneClass('Old', undefined, { archived: true })], now).others).toEqual([]);
});
