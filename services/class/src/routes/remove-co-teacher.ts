import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { changeClass } from '../operations/change-class.ts';
import { tellTeachers } from '../operations/tell-teachers.ts';
import { viewClass } from '../operations/view-classes.ts';
import { requireClassOwner, requireClassRunner } from '../policies/class-access.ts';
import type { ClassDocument } from '../store/classes.ts';

export const removeCoTeacher = operation(routes.removeCoTeacher, async (context: Context, { ids, caller, trace }) => {
  const { id: classId, teacherId } = ids;
  const decide = (current: ClassDocument) => {
    const isLeaving = teacherId === caller.userId;
    (isLeaving ? requireClassRunner : requireClassOwner)(current, caller);
    // The owner leaves by giving the class to somebody else.
    if (teacherId === current.teacherId) throw new AppError('teacher_not_found');
    return { coTeacherIds: current.coTeacherIds.filter((id) => id !== teacherId) };
  };
  const { after } = await changeClass(context, classId, decide, trace);
  // Also when that was so before: a request that is repeated finishes what a dead process left.
  await tellTeachers(context, classId, { lost: [teacherId] }, trace);
  return viewClass(context, after, caller, trace);
});
