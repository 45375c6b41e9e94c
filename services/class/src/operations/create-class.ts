import { INSTITUTION_ID } from '@rollcall/contracts';
import { createEvent, type Trace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { ClassDocument } from '../store/classes.ts';

/** Stores a new class; every process has heard of it when this resolves, the event follows. */
export async function createClass(
  context: Context,
  { className, teacherId }: { className: string; teacherId: string },
  trace: Trace,
): Promise<ClassDocument> {
  const classId = context.ids.objectId();
  const created: ClassDocument = {
    _id: classId,
    schemaVersion: 1,
    institutionId: INSTITUTION_ID,
    className,
    teacherId,
    coTeacherIds: [],
    createdAt: new Date(context.clock.now()),
  };
  const event = createEvent(context.bus, 'classCreated', classId, { classId, className, teacherId }, trace);
  await context.classes.insert({ ...created, outbox: [event] });
  await tellAll(context.bus, 'classCreated', { classId, teacherId }, trace);
  void context.classes.outbox.flush(classId);
  return created;
}
