import { routes, rpcs } from '@rollcall/contracts';
import { AppError, createEvent, operation, request } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClass } from '../operations/find-class.ts';
import { tellTeachers } from '../operations/tell-teachers.ts';
import { requireClassOwner } from '../policies/class-access.ts';

export const deleteClass = operation(routes.deleteClass, async (context: Context, { ids, caller, trace }) => {
  const { id: classId } = ids;
  const found = await findClass(context, classId);
  requireClassOwner(found, caller);
  const { has } = await request(context.bus, rpcs.session.hasSessions, { classId }, trace);
  if (has) throw new AppError('class_in_use');
  const event = createEvent(context.bus, 'classDeleted', classId, { classId }, trace);
  const outcome = await context.catalogue.removeClass(classId, new Date(context.clock.now()), event);
  if (outcome === 'gone') throw new AppError('class_not_found');
  if (outcome === 'used') throw new AppError('class_in_use');
  await context.joinRequests.removeAllOf(classId);
  await tellTeachers(context, classId, { lost: [found.teacherId, ...found.coTeacherIds] }, trace);
  void context.classes.outbox.flush(classId);
  return {};
});
