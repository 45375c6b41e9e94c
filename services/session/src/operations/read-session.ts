import type { AttendanceStatus, Snapshot, Summary } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { recordId } from '../domain/ids.ts';
import { lastRound } from '../domain/rounds.ts';
import { countsAs, resultOf, summarise } from '../domain/status.ts';
import { presentChange, presentRound } from '../presenters/present.ts';
import type { RecordDocument } from '../store/records.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { ensureLive } from './live-session.ts';

/** The epoch of a session that has ended: nothing changes any more. */
const ENDED_EPOCH = 'ended';

/** The counts of a session now. */
export async function readSummary(context: Context, session: SessionDocument, trace: Trace): Promise<Summary> {
  if (session.summary) return session.summary;
  await ensureLive(context, session, trace);
  const summary = await context.live.summary(session._id);
  if (!summary) throw new AppError('try_again');
  return summary;
}

/** A student's result in a session over its rounds; null without any record. */
export async function readResult(
  context: Context,
  session: SessionDocument,
  studentId: string,
): Promise<AttendanceStatus | null> {
  const ids = session.rounds.map(({ roundNumber }) => recordId(session._id, roundNumber, studentId));
  const records = await context.records.getMany(session._id, ids);
  return resultOf(records.map(countsAs), session.policy.result);
}

/** The true state of a session without the code on the wall: from the live state, or of an ended one from its records. */
export async function readSnapshot(
  context: Context,
  session: SessionDocument,
  trace: Trace,
): Promise<Omit<Snapshot, 'qr' | 'codes'>> {
  const round = session.rounds.at(-1);
  const common = {
    sessionId: session._id,
    classId: session.classId,
    status: session.status,
    round: round ? presentRound(session._id, round) : null,
  };
  if (!session.open) {
    const marks = (await recordsOfRound(context, session)).map(presentChange);
    const summary = session.summary ?? summarise([], 0);
    return { ...common, epoch: ENDED_EPOCH, seq: 0, marks, summary };
  }
  await ensureLive(context, session, trace);
  const live = await context.live.snapshot(session._id, lastRound(session));
  if (!live) throw new AppError('try_again');
  return { ...common, epoch: live.epoch, seq: live.seq, marks: live.marks, summary: live.summary };
}

async function recordsOfRound(context: Context, session: SessionDocument): Promise<RecordDocument[]> {
  const records = await context.records.allOfSession(session._id);
  return records.filter((record) => record.roundNumber === lastRound(session));
}
