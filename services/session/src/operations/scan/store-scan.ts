import { INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { recordId } from '../../domain/ids.ts';
import { RefusedWrite } from '../../store/record-commits.ts';
import type { NewRecord } from '../../store/records.ts';
import { LEASE_MS } from '../../store/redis/scan-decisions.ts';
import { recount } from '../recount.ts';
import { rotateDue } from '../wall.ts';
import type { AcceptedScan, Scan } from './accept-scan.ts';
import type { Accepted } from './decide-scan.ts';
import { flagShared } from './flag-shared.ts';
import type { ScanTarget } from './read-target.ts';

/** Stores an accepted scan and makes it true for the boards. Throws when it is not stored, or not known to be. */
export async function storeScan(
  context: Context,
  scan: Scan,
  target: ScanTarget,
  accepted: Accepted,
  trace: Trace,
): Promise<Pick<AcceptedScan, 'record' | 'alreadyRecorded'>> {
  const ticket = context.watermark.begin(accepted.atMs);
  // The next code is on the wall before the answer.
  const replaced = accepted.facts.mode === 'single-use' ? replaceUsed(context, target) : undefined;
  await context.checkpoint?.('scan:before-write');
  const commit = await context.records.commitScan(newRecord(scan, target, accepted)).catch(async (error) => {
    if (error instanceof RefusedWrite) {
      context.watermark.settle(ticket);
      await undo(context, accepted);
    } else context.watermark.miss(ticket, error);
    throw error;
  });
  await context.checkpoint?.('scan:after-write');
  if (!commit) {
    context.watermark.settle(ticket);
    await undo(context, accepted);
    throw new AppError('session_not_active');
  }
  const { record, inserted } = commit;
  context.evidence.note(record, scan.client, accepted.question.device);
  await context.aftermath.follow({ ticket, record, isNew: inserted, trace });
  if (context.redisClock.nowMs() - accepted.atMs > LEASE_MS / 2) await countLate(context, record.sessionId);
  const known = await flagShared(context, record, accepted, trace);
  await replaced;
  return { record: known, alreadyRecorded: !inserted };
}

function newRecord({ studentId }: Scan, target: ScanTarget, accepted: Accepted): NewRecord {
  const { sessionId, roundNumber, hash, method } = target;
  const { facts, status, atMs, flags, location } = accepted;
  return {
    _id: recordId(sessionId, roundNumber, studentId),
    institutionId: INSTITUTION_ID,
    sessionId,
    classId: facts.classId,
    studentId,
    roundNumber,
    status,
    verification: flags.length > 0 ? 'flagged' : 'confirmed',
    method,
    recordedAt: new Date(atMs),
    tokenHash: hash,
    ...(flags.length > 0 && { flags }),
    ...(location && { location }),
  };
}

/**
 * The end waits for no mark whose lease is over. Who is enrolled then has an absent instead; a student who was removed
 * meanwhile has none, so this scan counts, and the summary may have been stored before.
 */
async function countLate(context: Context, sessionId: string): Promise<void> {
  await recount(context, sessionId).catch((error) =>
    context.log.warn({ err: error, sessionId }, 'a scan that was stored late may be missing in the summary'),
  );
}

async function undo(context: Context, { question }: Accepted): Promise<void> {
  await context.live
    .undo(question)
    .catch((error) => context.log.warn({ err: error }, 'a pending mark waits for its lease to end'));
}

async function replaceUsed(context: Context, { sessionId, roundNumber }: ScanTarget): Promise<void> {
  await rotateDue(context, sessionId, roundNumber).catch((error) =>
    context.log.warn({ err: error, sessionId }, 'wall: left to the next trigger'),
  );
}
