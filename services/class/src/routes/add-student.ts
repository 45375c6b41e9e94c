import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { enrol } from '../operations/enrol.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { findStudent } from '../operations/find-student.ts';

export const addStudent = operation(routes.addStudent, async (context: Context, { ids, body, caller, trace }) => {
  const found = await findClassOf(context, ids.id, caller);
  const { move, ...who } = body;
  const student = await findStudent(context, who, trace);
  const { outcome, movedFrom } = await enrol(context, { class: found, student, move, how: 'teacher' }, trace);
  return { classId: found._id, studentId: student._id, added: outcome !== 'already', movedFrom };
});
