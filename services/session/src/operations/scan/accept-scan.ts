import type { ScanBody } from '@rollcall/contracts';
import { AppError, type Trace, toAppError } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { recordId } from '../../domain/ids.ts';
import { holdsAgainstScan } from '../../domain/status.ts';
import type { RecordDocument } from '../../store/records.ts';
import type { SessionFacts } from '../../store/redis/scan-decisions.ts';
import { decideScan } from './decide-scan.ts';
import { type RoundNamed, readTarget, type ScanTarget } from './read-target.ts';
import { storeScan } from './store-scan.ts';

/** One scan as it came. */
export interface Scan {
  body: ScanBody;
  studentId: string;
  client: { address: string; userAgent: string | undefined };
  /** The round that the address of the request names. */
  within?: RoundNamed | undefined;
}

export interface AcceptedScan extends Pick<SessionFacts, 'className' | 'courseName' | 'teacherName' | 'room'> {
  record: RecordDocument;
  alreadyRecorded: boolean;
}

/**
 * The way of a scan: one Lua call decides and notes it as pending, MongoDB stores it (majority, journal), a second call
 * makes it true for the boards. Throws the refusals of the contract. On an outage nothing counts, and `try_again` is thrown
 * with a receipt that stands for the code for two minutes.
 */
export async function acceptScan(context: Context, scan: Scan, trace: Trace): Promise<AcceptedScan> {
  try {
    const accepted = await attempt(context, scan, trace);
    context.countScan(accepted.alreadyRecorded ? 'already_recorded' : 'accepted');
    return accepted;
  } catch (thrown) {
    context.countScan(toAppError(thrown).code);
    throw thrown;
  }
}

async function attempt(context: Context, scan: Scan, trace: Trace): Promise<AcceptedScan> {
  // Before the turnstile, so that whoever is turned away has a receipt, too.
  const target = await readTarget(context, scan);
  try {
    return await enter(context, scan, target, trace);
  } catch (thrown) {
    if (toAppError(thrown).code !== 'try_again') throw thrown;
    throw new AppError('try_again', { cause: thrown, receipt: receiptOf(context, scan, target) });
  }
}

async function enter(context: Context, scan: Scan, target: ScanTarget, trace: Trace): Promise<AcceptedScan> {
  const leave = context.turnstile.enter();
  try {
    return await accept(context, scan, target, trace);
  } finally {
    leave();
  }
}

async function accept(context: Context, scan: Scan, target: ScanTarget, trace: Trace): Promise<AcceptedScan> {
  const decision = await decideScan(context, scan, target, trace);
  const { className, courseName, teacherName, room } = decision.facts;
  const told = { className, courseName, teacherName, room };
  if (decision.kind === 'accepted') return { ...(await storeScan(context, scan, target, decision, trace)), ...told };
  const { sessionId, roundNumber } = target;
  const record = await context.records.get(sessionId, recordId(sessionId, roundNumber, scan.studentId));
  // The live state says stored and MongoDB does not: it is being rebuilt.
  if (!record || !holdsAgainstScan(record.status)) throw new AppError('try_again');
  return { record, alreadyRecorded: true, ...told };
}

function receiptOf(context: Context, { studentId }: Scan, target: ScanTarget): string {
  const { sessionId, roundNumber, receiptAtMs } = target;
  const firstSeenAtMs = receiptAtMs ?? context.redisClock.nowMs();
  return context.codes.signReceipt({ sessionId, roundNumber, studentId, firstSeenAtMs });
}
