import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { teaches } from '../domain/teaches.ts';
import { changeClass } from '../operations/change-class.ts';
import { findClass } from '../operations/find-class.ts';
import { findTeacherByEmail } from '../operations/teachers.ts';
import { tellTeachers } from '../operations/tell-teachers.ts';
import { viewClass } from '../operations/view-classes.ts';
import { requireClassRunner } from '../policies/class-access.ts';
import type { ClassDocument } from '../store/classes.ts';

export const addCoTeacher = operation(routes.addCoTeacher, async (context: Context, { ids, body, caller, trace }) => {
  requireClassRunner(await findClass(context, ids.id), caller);
  const teacherId = await findTeacherByEmail(context, body.email, trace);
  const decide = (current: ClassDocument) => {
    requireClassRunner(current, caller);
    return teaches(current, teacherId) ? {} : { coTeacherIds: [...current.coTeacherIds, teacherId] };
  };
  const { after } = await changeClass(context, ids.id, decide, trace);
  // Also when that was so before: a request that is repeated finishes what a dead process left.
  await tellTeachers(context, ids.id, { got: [teacherId] }, trace);
  return viewClass(context, after, caller, trace);
});
