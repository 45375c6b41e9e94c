import { setTimeout as wait } from 'node:timers/promises';
import { type Bus, createEvent, publishEvents, systemTrace } from '@rollcall/service-kit';
import type { Neighbours } from '../hall/neighbours.ts';

const PIECES_A_SECOND = 50;
const AGAIN_MS = 100;

export interface Publishing {
  perSecond: number;
  seconds: number;
  students: number;
  classId: string;
}

/**
 * Publishes scans evenly, as session does: what NATS has not acknowledged is published again under the same ids. The records
 * that were published.
 */
export async function publishScans(bus: Bus, neighbours: Neighbours, wanted: Publishing): Promise<string[]> {
  const { perSecond, seconds, students, classId } = wanted;
  const sessionId = bus.ids.objectId();
  const startedAtMs = performance.now();
  const recordIds: string[] = [];
  const sending: Promise<void>[] = [];
  for (let piece = 0; piece < seconds * PIECES_A_SECOND; piece += 1) {
    await wait(Math.max(0, startedAtMs + (piece * 1_000) / PIECES_A_SECOND - performance.now()));
    const scans = Array.from({ length: perSecond / PIECES_A_SECOND }, () => {
      const number = recordIds.length;
      const studentId = neighbours.studentId(number % students);
      const roundNumber = 1 + Math.floor(number / students);
      const recordId = `${sessionId}.${roundNumber}.${studentId}`;
      recordIds.push(recordId);
      const recordedAt = new Date().toISOString();
      const record = { sessionId, classId, recordId, studentId, roundNumber, status: 'present' as const };
      const scan = { method: 'qr' as const, recordedAt, verification: 'confirmed' as const, flags: [] };
      const event = createEvent(bus, 'attendanceRecorded', recordId, { ...record, ...scan }, systemTrace('bench'));
      return { ...event, envelope: { ...event.envelope, id: `recorded.${recordId}` } };
    });
    sending.push(untilStored(() => publishEvents(bus, scans)));
  }
  await Promise.all(sending);
  return recordIds;
}

async function untilStored(publish: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await publish();
    } catch {
      await wait(AGAIN_MS);
    }
  }
}
