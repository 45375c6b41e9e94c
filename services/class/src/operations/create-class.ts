import { INSTITUTION_ID, type MeetingTime, type PolicyInput } from '@rollcall/contracts';
import { AppError, createEvent, sortKeyOf, type Trace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { CLASS_SCHEMA_VERSION, type ClassDocument } from '../store/classes.ts';

export interface NewClass {
  className: string;
  teacherId: string;
  description?: string | null | undefined;
  scheduleText?: string | null | undefined;
  meetingTimes?: MeetingTime[] | undefined;
  timeZone?: string | null | undefined;
  sessionDefaults?: PolicyInput | undefined;
}

/** Stores a class that stands alone; every process has heard of it when this resolves, the event follows. */
export async function createClass(context: Context, wanted: NewClass, trace: Trace): Promise<ClassDocument> {
  const created = newClass(context, wanted, undefined, trace);
  await context.classes.insert(created);
  return announce(context, created, trace);
}

/** The same of a class of a course. Throws `course_not_found` or `course_archived`, also when that happens meanwhile. */
export async function createClassOfCourse(
  context: Context,
  courseId: string,
  wanted: NewClass,
  trace: Trace,
): Promise<ClassDocument> {
  const created = newClass(context, wanted, courseId, trace);
  const outcome = await context.catalogue.addClass(created);
  if (outcome === 'gone') throw new AppError('course_not_found');
  if (outcome === 'archived') throw new AppError('course_archived');
  if (outcome === undefined) throw new AppError('try_again');
  return announce(context, created, trace);
}

async function announce(context: Context, created: ClassDocument, trace: Trace): Promise<ClassDocument> {
  const { _id: classId, teacherId } = created;
  await tellAll(context.bus, 'classCreated', { classId, teacherId }, trace);
  void context.classes.outbox.flush(classId);
  return created;
}

function newClass(
  { ids, clock, bus }: Context,
  wanted: NewClass,
  courseId: string | undefined,
  trace: Trace,
): ClassDocument {
  const classId = ids.objectId();
  const { className, teacherId, description = null, scheduleText = null } = wanted;
  const { meetingTimes = [], timeZone = null, sessionDefaults = {} } = wanted;
  return {
    _id: classId,
    schemaVersion: CLASS_SCHEMA_VERSION,
    institutionId: INSTITUTION_ID,
    className,
    nameKey: sortKeyOf(className),
    courseId: courseId ?? classId,
    description,
    scheduleText,
    meetingTimes,
    timeZone,
    sessionDefaults,
    teacherId,
    coTeacherIds: [],
    createdAt: new Date(clock.now()),
    archivedAt: null,
    deletedAt: null,
    revision: 0,
    outbox: [createEvent(bus, 'classCreated', classId, { classId, className, teacherId }, trace)],
  };
}
