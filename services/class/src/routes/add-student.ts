import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { enrol } from '../operations/enrol.ts';

export const addStudent = operation(routes.addStudent, async (context: Context, { ids, body, caller, trace }) => {
  const { studentId } = body;
  const { added } = await enrol(context, { classId: ids.id, studentId, by: caller }, trace);
  return { classId: ids.id, studentId, added };
});
