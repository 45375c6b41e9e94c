import { AppError, createEvent, sortKeyOf, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { ClassDocument } from '../store/classes.ts';
import { findClass } from './find-class.ts';

const ATTEMPTS = 10;

type Value =
  | 'className'
  | 'description'
  | 'scheduleText'
  | 'meetingTimes'
  | 'timeZone'
  | 'sessionDefaults'
  | 'teacherId'
  | 'coTeacherIds';

/** The values that a class gets; what is undefined stays. */
export type ClassChange = { [Field in Value]?: ClassDocument[Field] | undefined } & { archived?: boolean | undefined };

/**
 * Changes a class in one write with its event. `decide` says what to change of the class as it is, or throws to refuse; it
 * is asked again when somebody else was faster. What is so already is no change. Resolves with the class before and after.
 */
export async function changeClass(
  context: Context,
  classId: string,
  decide: (current: ClassDocument) => ClassChange,
  trace: Trace,
): Promise<{ before: ClassDocument; after: ClassDocument }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await findClass(context, classId);
    const change = differences(before, decide(before));
    const fields = Object.keys(change);
    if (fields.length === 0) return { before, after: before };
    const { teacherId, coTeacherIds } = { ...before, ...change };
    const data = { classId, fields, teacherIds: [teacherId, ...coTeacherIds] };
    const event = createEvent(context.bus, 'classEdited', classId, data, trace);
    const after = await context.classes.change(before, toFields(change, context.clock.now()), event);
    if (after) {
      void context.classes.outbox.flush(classId);
      return { before, after };
    }
  }
  throw new AppError('try_again');
}

type Differences = { [Field in keyof ClassChange]?: Exclude<ClassChange[Field], undefined> };

function differences(current: ClassDocument, change: ClassChange): Differences {
  const now: Record<string, unknown> = { ...current, archived: current.archivedAt !== null };
  const isNew = ([field, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(now[field]);
  return Object.fromEntries(Object.entries(change).filter(isNew));
}

function toFields({ archived, ...values }: Differences, nowMs: number): Partial<ClassDocument> {
  return {
    ...values,
    ...(values.className !== undefined && { nameKey: sortKeyOf(values.className) }),
    ...(archived !== undefined && { archivedAt: archived ? new Date(nowMs) : null }),
  };
}
