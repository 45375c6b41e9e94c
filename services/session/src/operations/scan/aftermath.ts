import { setImmediate } from 'node:timers/promises';
import { createEvent, type PendingEvent, publishEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { RecordDocument } from '../../store/records.ts';

/**
 * What follows the commit of a scan: the boards and the event. Scans have no flag to rewrite; each process keeps a watermark
 * instead: everything that it recorded before has been shown and told. What fails holds the watermark back, until
 * `jobs/replay.ts` has done it again from there.
 */
export interface Aftermath {
  /** Before a write to MongoDB: what is recorded at this instant is not shown and told yet. Ends with one of the three below. */
  begin(recordedAtMs: number): Ticket;
  /** Tells of a record, once the boards have it; `isShown` rejects when they have not. */
  follow(ticket: Ticket, record: RecordDocument, isShown: Promise<void>, trace: Trace): void;
  /** Nothing was recorded. */
  drop(ticket: Ticket): void;
  /** Whether something was recorded is not known. */
  doubt(ticket: Ticket, error: unknown): void;
  /** Nothing was recorded, or it was and is shown and told, before this instant (ms, Redis' clock). */
  watermarkMs(): number;
  /** The instant from which on something is missing; undefined while nothing is. */
  readonly missingSinceMs: number | undefined;
  /** Everything since `missingSinceMs` has been shown and told again, unless something else was missed meanwhile. */
  caughtUp(sinceMs: number): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
}

/** Of one scan that is on its way. */
export interface Ticket {
  readonly recordedAtMs: number;
}

export function createAftermath(context: Pick<Context, 'bus' | 'log' | 'redisClock' | 'checkpoint'>): Aftermath {
  const onTheWay = new Set<Ticket>();
  let missingSinceMs: number | undefined;
  let misses = 0;
  let missesBefore = 0;

  function miss({ recordedAtMs }: Ticket, error: unknown) {
    if (missingSinceMs === undefined) context.log.warn({ err: error }, 'scans: not all shown and told, again later');
    missingSinceMs = Math.min(missingSinceMs ?? recordedAtMs, recordedAtMs);
    misses += 1;
  }

  async function tell(record: RecordDocument, isShown: Promise<void>, trace: Trace) {
    await isShown;
    if (context.checkpoint) {
      await setImmediate();
      await context.checkpoint('scan:after-ack');
    }
    await publishEvent(context.bus, recordedEvent(context.bus, record, trace));
  }

  return {
    begin(recordedAtMs) {
      const ticket = { recordedAtMs };
      onTheWay.add(ticket);
      return ticket;
    },
    follow(ticket, record, isShown, trace) {
      tell(record, isShown, trace)
        .catch((error) => miss(ticket, error))
        .finally(() => onTheWay.delete(ticket));
    },
    drop: (ticket) => void onTheWay.delete(ticket),
    doubt(ticket, error) {
      miss(ticket, error);
      onTheWay.delete(ticket);
    },
    watermarkMs() {
      let earliest = missingSinceMs ?? context.redisClock.nowMs();
      for (const { recordedAtMs } of onTheWay) earliest = Math.min(earliest, recordedAtMs);
      return earliest;
    },
    get missingSinceMs() {
      missesBefore = misses;
      return missingSinceMs;
    },
    caughtUp(sinceMs) {
      if (misses === missesBefore && missingSinceMs !== undefined && missingSinceMs >= sinceMs)
        missingSinceMs = undefined;
    },
    async idle() {
      while (onTheWay.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
}

/** The event of a scan. Its id follows from the record: told twice, it is handled once. */
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
  return { ...event, envelope: { ...event.envelope, id: `recorded.${recordId}` } };
}
