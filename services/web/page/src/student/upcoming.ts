import type { ClassView, Session } from '@rollcall/contracts';

/** A meeting that is to come: a session that waits for its start, or what a class's timetable says. */
export interface Meeting {
  key: string;
  classId: string;
  className: string;
  startsAt: string;
  endsAt: string | null;
  room: string | null;
}

/** What comes next in all classes, the first first. A session stands for the meeting of its class that begins with it. */
export function upcoming(scheduled: readonly Session[], classes: readonly ClassView[]): Meeting[] {
  const sessions = scheduled.flatMap(({ _id: key, classId, className, startsAt, endsAt, room }) =>
    startsAt === null ? [] : [{ key, classId, className, startsAt, endsAt, room }],
  );
  const taken = new Set(sessions.map(({ classId, startsAt }) => `${classId} ${startsAt}`));
  const meetings = classes.flatMap(({ _id: classId, className, nextMeeting, archived }) =>
    nextMeeting === null || archived
      ? []
      : [{ key: `${classId} ${nextMeeting.startsAt}`, classId, className, ...nextMeeting }],
  );
  const all = [...sessions, ...meetings.filter(({ key }) => !taken.has(key))];
  return all.sort((one, other) => one.startsAt.localeCompare(other.startsAt));
}
