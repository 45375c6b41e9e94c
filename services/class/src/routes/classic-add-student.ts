import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { enrol } from '../operations/enrol.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { findStudent } from '../operations/find-student.ts';
import { presentClass } from '../presenters/class.ts';

export const classicAddStudent = operation(
  routes.classicAddStudent,
  async (context: Context, { ids, body, caller, trace }) => {
    const found = await findClassOf(context, ids.id, caller);
    const student = await findStudent(context, body, trace);
    await enrol(context, { class: found, student, move: false, how: 'teacher' }, trace);
    return { ...presentClass(found), studentIds: await context.enrolments.studentIds(found._id) };
  },
);
