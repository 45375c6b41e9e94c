import type { ClassSummary } from '@rollcall/contracts';
import type { ReceivedEvent } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** What a batch of events needs to know of their classes and people, asked for once. */
export interface Facts {
  /** Undefined when there is none of that id any more: then there is nobody to tell. */
  classOf(classId: string): ClassSummary | undefined;
  /** Null for somebody whom nobody knows. */
  nameOf(userId: string): string | null;
}

export async function readFacts({ classes, people }: Context, events: ReceivedEvent[]): Promise<Facts> {
  const classIds = events.flatMap(({ data }) => ('classId' in data ? data.classId : []));
  const [known, names] = await Promise.all([
    classes.getAll(classIds),
    people.namesOf(events.flatMap((event) => namedBy(event) ?? [])),
  ]);
  return { classOf: (classId) => known.get(classId), nameOf: (userId) => names.get(userId) ?? null };
}

/** Whom teachers are told about by name. */
function namedBy(event: ReceivedEvent): string | undefined {
  if (event.name === 'attendanceFlagged' || event.name === 'excuseRequested') return event.data.studentId;
  if (event.name === 'attendanceRecorded' && event.data.verification === 'flagged') return event.data.studentId;
  return undefined;
}
