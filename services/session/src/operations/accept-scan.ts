import { INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { recordId } from '../domain/ids.ts';
import type { ReadToken } from '../domain/qr-token.ts';
import { holdsAgainstScan } from '../domain/status.ts';
import type { NewRecord, RecordDocument } from '../store/records.ts';
import type { Positive } from '../store/redis/scan-decisions.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { announceRecord } from './announce.ts';
import { ensureLive } from './live-session.ts';

const MAX_DECISIONS = 5;

export interface AcceptedScan {
  record: RecordDocument;
  alreadyRecorded: boolean;
  className: string;
  teacherName: string | null;
  room: string | null;
}

/**
 * The way of a scan: one Lua call decides and notes it as pending, MongoDB stores it (majority, journal), a second call
 * makes it true for the boards. Throws the refusals of the contract; on an outage nothing counts and `try_again` is thrown.
 */
export async function acceptScan(
  context: Context,
  text: string,
  studentId: string,
  trace: Trace,
): Promise<AcceptedScan> {
  const token = context.codes.read(text);
  if (!token) throw new AppError('token_invalid');
  const attempt = context.ids.unique();
  const verdict = await decide(context, token, studentId, attempt, trace);
  if (verdict.kind === 'already_stored') return replay(context, token, studentId, verdict);
  const { className, teacherName, room } = verdict;
  const { record, alreadyRecorded } = await commit(context, token, studentId, attempt, verdict, trace);
  return { record, alreadyRecorded, className, teacherName, room };
}

async function decide(
  context: Context,
  token: ReadToken,
  studentId: string,
  attempt: string,
  trace: Trace,
): Promise<Positive> {
  const { sessionId, roundNumber, hash: tokenHash, expiresAtSeconds: tokenExpiresAtSeconds } = token;
  const question = { sessionId, roundNumber, studentId, tokenHash, tokenExpiresAtSeconds, attempt };
  let confirmedFor: string | undefined;
  // Again after the live state was built, after the class has said yes, and when somebody was removed meanwhile.
  for (let asked = 0; asked < MAX_DECISIONS; asked += 1) {
    const verdict = await context.live.decide({ ...question, confirmedFor });
    if (verdict.kind === 'accepted' || verdict.kind === 'already_stored') return verdict;
    if (verdict.kind === 'refused') throw new AppError(verdict.code);
    const session = await context.sessions.get(sessionId);
    if (!session) throw new AppError('session_not_active');
    if (verdict.kind === 'no_live_state') {
      if (!session.open) return fromRecord(context, session, token, studentId);
      await ensureLive(context, session, trace);
    } else if (verdict.kind === 'not_on_roster') {
      const isEnrolled = await context.enrolments.isEnrolled(session.classId, studentId, trace);
      if (!isEnrolled) throw new AppError('not_enrolled');
      confirmedFor = verdict.rosterVersion;
    }
  }
  throw new AppError('try_again');
}

// Long after the end Redis has forgotten the session; the record has not.
async function fromRecord(
  context: Context,
  session: SessionDocument,
  token: ReadToken,
  studentId: string,
): Promise<Positive> {
  const record = await context.records.get(session._id, recordId(session._id, token.roundNumber, studentId));
  if (!record || !holdsAgainstScan(record.status)) throw new AppError('session_not_active');
  const { classId, className, teacherName, room } = session;
  const atMs = record.recordedAt.getTime();
  return { kind: 'already_stored', status: record.status, atMs, classId, className, teacherName, room };
}

async function replay(context: Context, token: ReadToken, studentId: string, verdict: Positive): Promise<AcceptedScan> {
  const record = await context.records.get(token.sessionId, recordId(token.sessionId, token.roundNumber, studentId));
  // The live state says stored and MongoDB does not: it is being rebuilt.
  if (!record) throw new AppError('try_again');
  const { className, teacherName, room } = verdict;
  return { record, alreadyRecorded: true, className, teacherName, room };
}

async function commit(
  context: Context,
  token: ReadToken,
  studentId: string,
  attempt: string,
  verdict: Positive,
  trace: Trace,
): Promise<Pick<AcceptedScan, 'record' | 'alreadyRecorded'>> {
  const { sessionId, roundNumber } = token;
  const undo = () => context.live.undo(sessionId, roundNumber, studentId, attempt);
  try {
    const wanted = newRecord(token, studentId, verdict);
    const { record, inserted } = await write(context, wanted);
    if (!record) throw new AppError('session_not_active');
    await makeTrue(context, record, trace);
    return { record, alreadyRecorded: !inserted };
  } catch (error) {
    await undo().catch((problem) => context.log.warn({ err: problem }, 'a pending mark waits for its lease to end'));
    throw error;
  }
}

function newRecord(token: ReadToken, studentId: string, verdict: Positive): NewRecord {
  const { sessionId, roundNumber } = token;
  return {
    _id: recordId(sessionId, roundNumber, studentId),
    institutionId: INSTITUTION_ID,
    sessionId,
    classId: verdict.classId,
    studentId,
    roundNumber,
    status: verdict.status,
    verification: 'confirmed',
    method: 'qr',
    recordedAt: new Date(verdict.atMs),
    tokenHash: token.hash,
  };
}

/** Stores the record, or answers the one that was there first; no record when an `absent` of the closing stands. */
async function write(
  context: Context,
  wanted: NewRecord,
): Promise<{ record: RecordDocument | null; inserted: boolean }> {
  const { record, inserted } = await context.records.insert(wanted);
  if (inserted || holdsAgainstScan(record.status)) return { record, inserted };
  return { record: await context.records.replaceAbsent(wanted), inserted: true };
}

// MongoDB has it, so it is true; a board that misses it here is healed by the next snapshot.
async function makeTrue(context: Context, record: RecordDocument, trace: Trace): Promise<void> {
  try {
    const delta = await context.live.storeMark(record);
    if (delta) announceRecord(context, record, delta, trace);
  } catch (error) {
    context.log.warn({ err: error, recordId: record._id }, 'stored, but not yet in the live state');
  }
}
