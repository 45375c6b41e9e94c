import { INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, type Caller, createEvent, type Trace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { teaches } from '../domain/teaches.ts';
import type { ClassDocument } from '../store/classes.ts';
import { findClass } from './find-class.ts';
import { requireStudent } from './people.ts';

/**
 * Enrols a student on behalf of one of the class's teachers; twice changes nothing. Every process has heard of it when
 * this resolves: classic clients rely on it in their very next step.
 */
export async function enrol(
  context: Context,
  { classId, studentId, by }: { classId: string; studentId: string; by: Caller },
  trace: Trace,
): Promise<{ enrolledIn: ClassDocument; added: boolean }> {
  const enrolledIn = await findClass(context, classId);
  if (!teaches(enrolledIn, by.userId)) throw new AppError('not_class_teacher');
  await requireStudent(context, studentId, trace);
  const added = await store(context, classId, studentId, trace);
  // Also when the student was in already: the process that enrolled him may have died before it told anybody.
  await tellAll(context.bus, 'enrolmentChanged', { classId, studentId, enrolled: true }, trace);
  return { enrolledIn, added };
}

async function store(context: Context, classId: string, studentId: string, trace: Trace): Promise<boolean> {
  const enrolmentId = context.ids.objectId();
  const added = await context.enrolments.add({
    _id: enrolmentId,
    schemaVersion: 1,
    institutionId: INSTITUTION_ID,
    classId,
    courseId: classId,
    studentId,
    enrolledAt: new Date(context.clock.now()),
    outbox: [createEvent(context.bus, 'enrolmentAdded', enrolmentId, { classId, studentId }, trace)],
  });
  if (added) void context.enrolments.outbox.flush(enrolmentId);
  return added;
}
