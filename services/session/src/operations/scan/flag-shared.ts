import { createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { recordId } from '../../domain/ids.ts';
import type { RecordDocument } from '../../store/records.ts';
import { showMarks } from '../show-marks.ts';
import type { Accepted } from './decide-scan.ts';

/**
 * After a scan was stored: one device that marked two students of a session makes all that it may have marked doubtful. The
 * second scan flags the records of the first student; should they not be stored yet, the first scan finds the device shared
 * when it is stored. Answers the record as it is then. Never throws: the scan counts whatever becomes of the doubt.
 */
export async function flagShared(
  context: Context,
  record: RecordDocument,
  { sharedWith, question: { device } }: Pick<Accepted, 'sharedWith' | 'question'>,
  trace: Trace,
): Promise<RecordDocument> {
  if (!device) return record;
  const { sessionId, roundNumber, flags } = record;
  try {
    if (sharedWith) await flagScansOf(context, sessionId, sharedWith, roundNumber, trace);
    else if (!flags?.includes('device_shared') && (await context.live.isDeviceShared(sessionId, device)))
      return (await flag(context, record, trace)) ?? record;
  } catch (error) {
    context.log.warn({ err: error, sessionId }, 'not all records of a shared device are flagged');
  }
  return record;
}

/** The first student's scans of this round and of those before. */
async function flagScansOf(
  context: Context,
  sessionId: string,
  studentId: string,
  lastRound: number,
  trace: Trace,
): Promise<void> {
  const ids = Array.from({ length: lastRound }, (_, index) => recordId(sessionId, index + 1, studentId));
  for (const record of await context.records.getMany(sessionId, ids)) {
    if (record.method === 'qr' || record.method === 'code') await flag(context, record, trace);
  }
}

/** Null when it has the doubt already, or a person has decided about it. */
async function flag(context: Context, record: RecordDocument, trace: Trace): Promise<RecordDocument | null> {
  const { _id, sessionId } = record;
  const flagged = await context.records.flag(sessionId, _id, 'device_shared', (current) => {
    const { classId, studentId, roundNumber, status } = current;
    const data = {
      recordId: _id,
      sessionId,
      classId,
      studentId,
      roundNumber,
      status,
      flags: ['device_shared' as const],
    };
    return createEvent(context.bus, 'attendanceFlagged', _id, data, trace);
  });
  if (!flagged) return null;
  void context.records.outbox.flush(_id);
  await showMarks(context, [flagged], trace);
  return flagged;
}
