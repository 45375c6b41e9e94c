import type { ClassSummary } from '@rollcall/contracts';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { SessionDocument } from '../store/sessions.ts';

/** So often a calendar is worth asking for (RFC 7986, 5.7). */
const REFRESH_SECONDS = 3_600;

/** The planned sessions of a class as RFC 5545 wants it, the times in UTC. */
export function presentCalendar(
  { className, courseName }: Pick<ClassSummary, 'className' | 'courseName'>,
  sessions: SessionDocument[],
): string {
  const name = courseName === null ? className : `${courseName}: ${className}`;
  const calendar = ical({
    // ical-generator writes this one as it is.
    name: escapeText(name),
    prodId: { company: 'Rollcall', product: 'Rollcall', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  });
  for (const session of sessions.toReversed()) {
    const { _id, startsAt, beginsAt, room, status, cancelReason } = session;
    const isCancelled = status === 'cancelled';
    const changedAt = lastChangeOf(session);
    calendar.createEvent({
      id: `${_id}@rollcall`,
      sequence: (session.moves ?? 0) + (isCancelled ? 1 : 0),
      start: startsAt ?? beginsAt,
      end: endOf(session),
      stamp: changedAt,
      lastModified: changedAt,
      summary: name,
      location: room,
      description: cancelReason,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

/** RFC 5545, 3.3.11. */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

/** The planned end; without one the event has none, and takes no time. */
function endOf({ startsAt, beginsAt, endsAt, endedAt, status }: SessionDocument): Date | null {
  const start = startsAt ?? beginsAt;
  const end = endsAt ?? (status === 'ended' ? endedAt : null);
  return end && end > start ? end : null;
}

function lastChangeOf({ _id, changedAt, startedAt, endedAt }: SessionDocument): Date {
  // An id begins with the second in which it was made.
  const madeAtMs = Number.parseInt(_id.slice(0, 8), 16) * 1000;
  const times = [changedAt, startedAt, endedAt].map((time) => time?.getTime() ?? 0);
  return new Date(Math.max(madeAtMs, ...times));
}
