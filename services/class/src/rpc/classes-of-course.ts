import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentPlaced } from '../presenters/placed-class.ts';

const MOST = 1_000;

export const classesOfCourse = answer(rpcs.class.classesOfCourse, async (context: Context, { courseId }) => {
  const course = await context.courses.get(courseId);
  if (!course) return { course: null, classes: [] };
  const { _id, code, name, term, ownerId } = course;
  const classes = await context.classes.pageOfAll({ courseId, limit: MOST });
  return { course: { _id, code, name, term, ownerId }, classes: classes.map((one) => presentPlaced(one, course)) };
});
