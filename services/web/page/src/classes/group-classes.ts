import type { ClassView } from '@rollcall/contracts';

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
export function findClasses(classes: readonly ClassView[], search = ''): readonly ClassView[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return classes;
  return classes.filter(({ className, course, teachers }) => {
    const names = [className, course?.code, course?.name, course?.term, ...teachers.map(({ name }) => name)];
    const text = plain(names.join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** Without accents and capitals, as people type. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' });
}
