import type { CallData } from '@rollcall/client';
import type { ClassView, routes } from '@rollcall/contracts';

export type TeacherReport = CallData<typeof routes.teacherReport>;
export type Planned = TeacherReport['today'][number];
type Meeting = NonNullable<ClassView['nextMeeting']>;

/** Something of today that waits for its start: a session that is planned, or a meeting that none is planned for. */
export interface DayItem {
  key: string;
  classId: string;
  className: string;
  startsAt: string;
  endsAt: string | null;
  room: string | null;
  /** Of a planned one. */
  sessionId: string | null;
}

export interface TeacherDay {
  running: readonly Planned[];
  waiting: DayItem[];
  /** Classes without anything today, by name. */
  others: ClassView[];
}

/** A session that began so long before a meeting, or later, was that meeting's. */
const EARLY_MS = 30 * 60_000;

/** The day of a teacher: what runs, what waits in the order of its beginning, and the other classes. */
export function dayOf(report: TeacherReport, classes: readonly ClassView[], now: Date): TeacherDay {
  const running = report.active;
  const isRunning = new Set(running.map(({ classId }) => classId));
  const planned = report.today.filter(({ status }) => status === 'scheduled');
  const lastBegun = new Map(report.classes.map(({ classId, lastSession }) => [classId, lastSession?.beginsAt]));
  const meetings = classes.flatMap((one) => {
    const meeting = one.nextMeeting;
    const isTaken = isRunning.has(one._id) || planned.some(({ classId }) => classId === one._id);
    if (!meeting || isTaken || !isSameDay(meeting.startsAt, now) || wasHeld(meeting, lastBegun.get(one._id))) return [];
    return meetingItem(one, meeting);
  });
  const waiting = [...planned.map(plannedItem), ...meetings].sort((one, other) =>
    one.startsAt < other.startsAt ? -1 : 1,
  );
  const busy = new Set([...isRunning, ...waiting.map(({ classId }) => classId)]);
  const others = classes.filter(({ _id, archived }) => !archived && !busy.has(_id));
  return { running, waiting, others: others.sort((one, other) => one.className.localeCompare(other.className)) };
}

function plannedItem({ _id, classId, className, startsAt, endsAt, room }: Planned): DayItem {
  return { key: _id, classId, className: className ?? '', startsAt: startsAt ?? '', endsAt, room, sessionId: _id };
}

function meetingItem({ _id, className }: ClassView, { startsAt, endsAt, room }: Meeting): DayItem {
  return { key: `${_id} ${startsAt}`, classId: _id, className, startsAt, endsAt, room, sessionId: null };
}

function isSameDay(instant: string, now: Date): boolean {
  return new Date(instant).toDateString() === now.toDateString();
}

function wasHeld({ startsAt }: Meeting, lastBegun: string | undefined): boolean {
  return lastBegun !== undefined && Date.parse(lastBegun) >= Date.parse(startsAt) - EARLY_MS;
}
