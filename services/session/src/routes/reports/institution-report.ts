import { type PlacedClass, routes } from '@rollcall/contracts';
import { operation, sortKeyOf } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { addCounts, figuresOf, noCounts } from '../../domain/rates.ts';
import { readRange } from '../../domain/report-range.ts';
import { namesOf } from '../../operations/people.ts';
import { classesById } from '../../operations/reports/classes-by-id.ts';
import { figuresOverTime } from '../../operations/reports/over-time.ts';
import type { Group } from '../../store/reports/reports.ts';

const MOST = 1_000;

export const institutionReport = operation(routes.institutionReport, async (context: Context, { query, trace }) => {
  const range = readRange(query, context.redisClock.nowMs());
  const { by, timeZone, term } = query;
  const grouping = { ...range, by, timeZone };
  const all = await context.reports.groupResults(grouping, ['class', 'teacher', 'date', 'weekday']);
  const classes = await classesById(
    context,
    all.class.map(({ key }) => key),
    trace,
  );
  const classIds = term === undefined ? undefined : idsOfTerm(classes, term);
  const groups = classIds
    ? await context.reports.groupResults({ ...grouping, classIds }, ['class', 'teacher', 'date', 'weekday'])
    : all;
  const courses = byCourse(groups.class, classes);
  const teachers = groups.teacher.toSorted(busiestFirst);
  const names = await namesOf(
    context,
    teachers.slice(0, MOST).map(({ key }) => key),
    trace,
  );
  return {
    ...figuresOverTime(groups.date),
    courses: courses.slice(0, MOST).map(({ course, counts }) => ({
      courseId: course?._id ?? null,
      code: course?.code ?? null,
      name: course?.name ?? null,
      term: course?.term ?? null,
      ...figuresOf(counts),
    })),
    moreCourses: Math.max(0, courses.length - MOST),
    teachers: teachers.slice(0, MOST).map(({ key, counts }) => ({
      teacherId: key,
      name: names.get(key) ?? null,
      ...figuresOf(counts),
    })),
    moreTeachers: Math.max(0, teachers.length - MOST),
    weekdays: groups.weekday.map(({ key, counts }) => ({ weekday: key, ...figuresOf(counts) })),
  };
});

function idsOfTerm(classes: ReadonlyMap<string, PlacedClass>, term: string): string[] {
  const wanted = sortKeyOf(term);
  const ofTerm = [...classes.values()].filter(({ course }) => course && sortKeyOf(course.term) === wanted);
  return ofTerm.map(({ _id }) => _id);
}

/** Those with most sessions first; what stands alone goes together. */
function byCourse(groups: Group<string>[], classes: ReadonlyMap<string, PlacedClass>) {
  const byId = Map.groupBy(groups, ({ key }) => classes.get(key)?.course?._id ?? null);
  const courses = [...byId.values()].map((ofCourse) => ({
    course: classes.get(ofCourse[0]?.key ?? '')?.course ?? null,
    key: ofCourse[0]?.key ?? '',
    counts: ofCourse.reduce((sum, { counts }) => addCounts(sum, counts), noCounts),
  }));
  return courses.sort(busiestFirst);
}

function busiestFirst(one: Group<string>, other: Group<string>): number {
  return other.counts.sessions - one.counts.sessions || (one.key < other.key ? -1 : 1);
}
