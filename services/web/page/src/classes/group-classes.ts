import type { ClassView } from '@rollcall/contracts';
import { matcher } from './plain-text.ts';

/** The classes of a course, or those that stand alone. */
export interface ClassGroup {
  course: ClassView['course'];
  classes: ClassView[];
}

/** By course, the latest term first and those without a course last; within, by name. */
export function groupClasses(classes: readonly ClassView[]): ClassGroup[] {
  const byCourse = Map.groupBy(classes, ({ course }) => course?._id ?? '');
  const groups = [...byCourse.values()].map((ofCourse) => ({
    course: ofCourse[0]?.course ?? null,
    classes: ofCourse.toSorted((a, b) => compare(a.className, b.className)),
  }));
  return groups.toSorted(
    (a, b) =>
      Number(a.course === null) - Number(b.course === null) ||
      compare(b.course?.term ?? '', a.course?.term ?? '') ||
      compare(a.course?.code ?? '', b.course?.code ?? ''),
  );
}

/** Those in whose names, course or teachers each of the words stands. */
export function findClasses(classes: readonly ClassView[], search?: string): readonly ClassView[] {
  const matches = matcher(search);
  return classes.filter(({ className, course, teachers }) => {
    const names = [className, course?.code, course?.name, course?.term, ...teachers.map(({ name }) => name)];
    return matches(names.join(' '));
  });
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' });
}
