import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { teaches } from '../domain/teaches.ts';
import { changeClass } from '../operations/change-class.ts';
import { findClass } from '../operations/find-class.ts';
import { requireTeacher } from '../operations/teachers.ts';
import { tellTeachers } from '../operations/tell-teachers.ts';
import { viewClass } from '../operations/view-classes.ts';
import { requireClassOwner, requireClassRunner } from '../policies/class-access.ts';
import type { ClassDocument } from '../store/classes.ts';

/** Given to another teacher, the class leaves its owner, who must be made a co-teacher to stay. */
export const editClass = operation(routes.editClass, async (context: Context, { ids, body, caller, trace }) => {
  const isGivenAway = ({ teacherId }: ClassDocument) => body.teacherId !== undefined && body.teacherId !== teacherId;
  const requireRight = (current: ClassDocument) =>
    (isGivenAway(current) ? requireClassOwner : requireClassRunner)(current, caller);

  const found = await findClass(context, ids.id);
  requireRight(found);
  if (body.teacherId !== undefined && isGivenAway(found)) await requireTeacher(context, body.teacherId, trace);

  const { before, after } = await changeClass(
    context,
    ids.id,
    (current) => {
      requireRight(current);
      return { ...body, coTeacherIds: current.coTeacherIds.filter((id) => id !== body.teacherId) };
    },
    trace,
  );
  // Also when that was so before: a request that is repeated finishes what a dead process left.
  const got = body.teacherId === undefined ? [] : [body.teacherId];
  const lost = teaches(after, before.teacherId) ? [] : [before.teacherId];
  await tellTeachers(context, after._id, { got, lost }, trace);
  return viewClass(context, after, caller, trace);
});
