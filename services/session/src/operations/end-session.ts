import { setTimeout as wait } from 'node:timers/promises';
import { INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { recordId } from '../domain/ids.ts';
import { lastRound } from '../domain/rounds.ts';
import { bestStatus, summarise } from '../domain/status.ts';
import type { NewRecord } from '../store/records.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { announce } from './announce.ts';
import { getSession } from './find-session.ts';

const PENDING_STEP_MS = 20;

/**
 * Ends an active session: refuses scans from one instant of Redis' clock on, stores that instant, waits for scans in
 * flight, writes the absent, stores the end. Throws `session_not_active` for whoever comes second.
 */
export async function endSession(context: Context, sessionId: string, trace: Trace): Promise<SessionDocument> {
  const closingAtMs = (await context.live.close(sessionId)) ?? (await context.live.nowMs());
  const closing = await context.sessions.beginClosing(sessionId, new Date(closingAtMs));
  if (!closing) throw new AppError('session_not_active');
  return finishClosing(context, closing, trace);
}

/** Does what is left of a closing; whoever finds one half done may call it, again and at the same time. */
export async function finishClosing(
  context: Context,
  session: SessionDocument,
  trace: Trace,
): Promise<SessionDocument> {
  const round = lastRound(session);
  await context.rotation.stop(session._id, round);
  // A lease ends by itself, so this does too.
  while ((await context.live.countPending(session._id, round)) > 0) await wait(PENDING_STEP_MS);
  const total = await writeAbsents(context, session, round, trace);
  const ended = await storeEnd(context, session, total, trace);
  await context.live.retire(session._id, round);
  if (ended) tell(context, ended, trace);
  return ended ?? getSession(context, session._id);
}

async function writeAbsents(context: Context, session: SessionDocument, round: number, trace: Trace): Promise<number> {
  const marked = new Set((await context.records.allOfSession(session._id)).map((record) => record.studentId));
  const students = new Set(marked);
  for await (const studentIds of context.enrolments.roster(session.classId, trace)) {
    const missing = studentIds.filter((studentId) => !marked.has(studentId));
    await context.records.insertMissing(missing.map((studentId) => absence(session, round, studentId)));
    for (const studentId of studentIds) students.add(studentId);
  }
  return students.size;
}

function absence(session: SessionDocument, roundNumber: number, studentId: string): NewRecord {
  return {
    _id: recordId(session._id, roundNumber, studentId),
    institutionId: INSTITUTION_ID,
    sessionId: session._id,
    classId: session.classId,
    studentId,
    roundNumber,
    status: 'absent',
    verification: 'confirmed',
    method: 'machine',
    recordedAt: closingInstant(session),
  };
}

/** The session as it has ended now; null when another process was first. */
async function storeEnd(
  context: Context,
  session: SessionDocument,
  total: number,
  trace: Trace,
): Promise<SessionDocument | null> {
  const records = await context.records.allOfSession(session._id);
  const byStudent = Map.groupBy(records, (record) => record.studentId);
  const results = [...byStudent.values()].map((ofStudent) => bestStatus(ofStudent.map((record) => record.status)));
  const summary = summarise(
    results.filter((status) => status !== null),
    total,
  );
  const endedAt = closingInstant(session);
  const data = { sessionId: session._id, classId: session.classId, endedAt: endedAt.toISOString(), summary };
  const event = createEvent(context.bus, 'sessionEnded', session._id, data, trace);
  return context.sessions.finishClosing(session._id, endedAt, summary, event);
}

function closingInstant({ closingAt, startedAt }: SessionDocument): Date {
  return closingAt ?? startedAt;
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
