import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentPlaced } from '../presenters/placed-class.ts';

export const classesById = answer(rpcs.class.classesById, async (context: Context, { classIds }) => {
  const classes = await context.classes.getMany(classIds);
  const courses = await context.courses.getMany([...new Set(classes.map(({ courseId }) => courseId))]);
  const byId = new Map(courses.map((course) => [course._id, course]));
  return { classes: classes.map((one) => presentPlaced(one, byId.get(one.courseId))) };
});
