import { setImmediate } from 'node:timers/promises';
import { createEvent, type PendingEvent, publishEvents, systemTrace, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { createKeyedGatherer } from '../../store/gatherer.ts';
import type { RecordDocument } from '../../store/records.ts';
import { showMarks } from '../show-marks.ts';
import type { Ticket } from './watermark.ts';

const GATHER_MS = 1;
const MAX_BATCH = 500;

/** A scan that MongoDB has. */
export interface Stored {
  ticket: Ticket;
  record: RecordDocument;
  /** By this scan, not by one before. */
  isNew: boolean;
  trace: Trace;
}

/** What follows the commit of scans: the live state and one frame for the boards, then, after the answers, the events. */
export interface Aftermath {
  /** Resolves when the live state has it, or will have it later; those of a session that come together share all of it. */
  follow(stored: Stored): Promise<void>;
}

export function createAftermath(
  context: Pick<Context, 'live' | 'bus' | 'ids' | 'checkpoint' | 'watermark'>,
): Aftermath {
  const { watermark, bus, checkpoint } = context;
  const gatherer = createKeyedGatherer<Stored, void>({
    gatherMs: GATHER_MS,
    maxItems: MAX_BATCH,
    async run(_, batch) {
      // MongoDB has them, so they are true: boards that can't be told now are told again.
      await follow(batch).catch((error) => missAll(batch, error));
      return batch.map(() => undefined);
    },
  });

  async function follow(batch: Stored[]) {
    const records = batch.map(({ record }) => record);
    await showMarks(context, records, systemTrace(context.ids.unique()));
    void tell(batch).catch((error) => missAll(batch, error));
  }

  async function tell(batch: Stored[]) {
    if (checkpoint) {
      await setImmediate();
      await checkpoint('scan:after-ack');
    }
    const events = batch.filter(({ isNew }) => isNew).map(({ record, trace }) => recordedEvent(bus, record, trace));
    await publishEvents(bus, events);
    for (const { ticket } of batch) watermark.settle(ticket);
  }

  function missAll(batch: Stored[], error: unknown) {
    for (const { ticket } of batch) watermark.miss(ticket, error);
  }

  return { follow: (stored) => gatherer.add(`${stored.record.sessionId}.${stored.record.roundNumber}`, stored) };
}

/**
 * The event of a scan. Its id follows from the record and when it was scanned: told twice, it is handled once, and a scan
 * that replaced an `absent` is another one than the scan before.
 */
export function recordedEvent(bus: Context['bus'], record: RecordDocument, trace: Trace): PendingEvent {
  const {
    _id: recordId,
    sessionId,
    classId,
    studentId,
    roundNumber,
    status,
    method,
    verification,
    flags = [],
  } = record;
  const recordedAt = record.recordedAt.toISOString();
  const data = {
    recordId,
    sessionId,
    classId,
    studentId,
    roundNumber,
    status,
    method,
    recordedAt,
    verification,
    flags,
  };
  const event = createEvent(bus, 'attendanceRecorded', recordId, data, trace);
  return { ...event, envelope: { ...event.envelope, id: `recorded.${recordId}.${record.recordedAt.getTime()}` } };
}
