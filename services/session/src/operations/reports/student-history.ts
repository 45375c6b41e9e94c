import type { AttendanceStatus, Attended } from '@rollcall/contracts';
import type { Context } from '../../context.ts';
import type { ReportRange } from '../../domain/report-range.ts';
import { countsAs, resultOf } from '../../domain/status.ts';
import { positionOf, readPosition } from '../../presenters/position.ts';
import { presentAttended } from '../../presenters/reports.ts';
import type { SessionDocument, SessionPosition } from '../../store/sessions.ts';

export interface HistoryQuery extends ReportRange {
  studentId: string;
  /** The classes whose running sessions are in it. */
  runningOf: string[];
  classId?: string | undefined;
  status?: AttendanceStatus | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** A page of a student's sessions, the last begun first: results of those that ended, and what is recorded of those that run. */
export async function studentHistory(
  context: Context,
  query: HistoryQuery,
): Promise<{ items: Attended[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? undefined : readPosition(query.cursor);
  const { studentId, limit } = query;
  const [ended, running] = await Promise.all([
    context.reports.ofStudent({ ...query, after, limit: limit + 1 }),
    runningSessions(context, query, after),
  ]);
  const sessions = await context.reports.sessionsById(ended.map(({ _id }) => _id));
  // One may end while both are read.
  const all = [...new Map([...running, ...sessions].map((session) => [session._id, session])).values()];
  const records = await context.reports.recordsOfStudent(studentId, all);
  const results = new Map(ended.map(({ _id, status }) => [_id, status]));
  const found = all
    .map((session) => {
      const ofSession = records.get(session._id) ?? [];
      const status = results.get(session._id) ?? resultOf(ofSession.map(countsAs), session.policy.result);
      return { session, status, records: ofSession };
    })
    .filter(({ session, status }) => results.has(session._id) || query.status === undefined || status === query.status)
    .sort((one, other) => laterFirst(one.session, other.session));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(presentAttended),
    nextCursor: found.length > limit && last ? positionOf(last.session) : null,
  };
}

async function runningSessions(
  { reports }: Context,
  { runningOf, from, to, classId }: HistoryQuery,
  after: SessionPosition | undefined,
): Promise<SessionDocument[]> {
  const classIds = runningOf.filter((one) => classId === undefined || one === classId);
  const open = classIds.length === 0 ? [] : await reports.openOfClasses(classIds);
  return open.filter(
    (session) =>
      (!from || session.beginsAt >= from) &&
      (!to || session.beginsAt < to) &&
      (!after || laterFirst(after, session) < 0),
  );
}

function laterFirst(one: SessionPosition, other: SessionPosition): number {
  const apartMs = other.beginsAt.getTime() - one.beginsAt.getTime();
  if (apartMs !== 0) return apartMs;
  return one._id > other._id ? -1 : 1;
}
