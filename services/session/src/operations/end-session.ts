import { setTimeout as wait } from 'node:timers/promises';
import { INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { recordId } from '../domain/ids.ts';
import { summariseSession } from '../domain/status.ts';
import type { NewRecord } from '../store/records.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { announce } from './announce.ts';
import { getSession } from './find-session.ts';
import { recount, recountAfterEnd } from './recount.ts';
import { stopTriggers } from './stop-triggers.ts';

const PENDING_STEP_MS = 20;

/**
 * Ends an active session: refuses scans from one instant of Redis' clock on, stores that instant, waits for scans in
 * flight, writes the absent, stores the end. Throws `session_not_active` for whoever comes second.
 */
export async function endSession(context: Context, sessionId: string, trace: Trace): Promise<SessionDocument> {
  const closingAtMs = (await context.live.close(sessionId)) ?? (await withoutLiveState(context, sessionId));
  const closing = await context.sessions.beginClosing(sessionId, new Date(closingAtMs));
  if (!closing) throw new AppError('session_not_active');
  return finishClosing(context, closing, trace);
}

/** The closing instant: now, or the planned end when that is over. */
async function withoutLiveState(context: Context, sessionId: string): Promise<number> {
  const plannedMs = (await context.sessions.get(sessionId))?.endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return Math.min(plannedMs, await context.live.nowMs());
}

/** Does what is left of a closing; whoever finds one half done may call it, again and at the same time. */
export async function finishClosing(
  context: Context,
  session: SessionDocument,
  trace: Trace,
): Promise<SessionDocument> {
  const roundNumbers = session.rounds.map(({ roundNumber }) => roundNumber);
  await stopTriggers(context, session);
  // A lease ends by itself, so this does too.
  for (const roundNumber of roundNumbers) {
    while ((await context.live.countPending(session._id, roundNumber)) > 0) await wait(PENDING_STEP_MS);
  }
  const roster = await writeAbsents(context, session, trace);
  const stored = await storeEnd(context, session, roster, trace);
  await context.live.retire(session._id, roundNumbers);
  // A mark by hand that came while the end was being counted found a session without a summary.
  if (stored) await countAgain(context, session);
  const ended = await getSession(context, session._id);
  if (stored) tell(context, ended, trace);
  return ended;
}

/** It is told in any case: whoever dies or fails here has noted in the session that it is counted later. */
async function countAgain(context: Context, { _id: sessionId }: SessionDocument): Promise<void> {
  await recount(context, sessionId).catch((error) =>
    context.log.warn({ err: error, sessionId }, 'ended, and its results are counted later'),
  );
}

/** Each round gets the records of those who are enrolled and have none in it; answers who is enrolled. */
async function writeAbsents(context: Context, session: SessionDocument, trace: Trace): Promise<Set<string>> {
  const marked = new Set((await context.records.allOfSession(session._id)).map((record) => record._id));
  // Read once it is closing: who is excused after this is marked by `markExcused`.
  const excused = await context.excuses.excusedFrom(session);
  const roster = new Set<string>();
  for await (const studentIds of context.enrolments.roster(session.classId, trace)) {
    const absences = session.rounds.flatMap(({ roundNumber }) =>
      studentIds.map((studentId) =>
        absence(session, roundNumber, studentId, excused.has(studentId) ? 'excused' : 'absent'),
      ),
    );
    await context.records.insertMissing(absences.filter(({ _id }) => !marked.has(_id)));
    for (const studentId of studentIds) roster.add(studentId);
  }
  return roster;
}

function absence(
  session: SessionDocument,
  roundNumber: number,
  studentId: string,
  status: 'absent' | 'excused',
): NewRecord {
  return {
    _id: recordId(session._id, roundNumber, studentId),
    institutionId: INSTITUTION_ID,
    sessionId: session._id,
    classId: session.classId,
    studentId,
    roundNumber,
    status,
    verification: 'confirmed',
    method: 'machine',
    recordedAt: closingInstant(session),
  };
}

/** The session as it has ended now; null when another process was first. */
async function storeEnd(
  context: Context,
  session: SessionDocument,
  roster: Set<string>,
  trace: Trace,
): Promise<SessionDocument | null> {
  const records = await context.records.allOfSession(session._id);
  const summary = summariseSession(session, records, roster);
  const endedAt = closingInstant(session);
  const data = { sessionId: session._id, classId: session.classId, endedAt: endedAt.toISOString(), summary };
  const event = createEvent(context.bus, 'sessionEnded', session._id, data, trace);
  return context.sessions.finishClosing(session._id, endedAt, summary, recountAfterEnd(context), event);
}

function closingInstant({ closingAt, beginsAt }: SessionDocument): Date {
  return closingAt ?? beginsAt;
}

function tell(context: Context, session: SessionDocument, trace: Trace): void {
  const { _id: sessionId, endedAt, summary, rounds } = session;
  void context.sessions.outbox.flush(sessionId);
  if (!endedAt || !summary) return;
  const counts = { ...summary, totalRounds: rounds.length, attendanceCount: summary.present + summary.late };
  announce(
    context,
    sessionId,
    { audience: 'all', event: 'session:ended', data: { sessionId, endedAt: endedAt.toISOString(), summary: counts } },
    trace,
  );
}
