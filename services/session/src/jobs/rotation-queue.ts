import { openQueue, type QueueParts } from '@rollcall/service-kit';
import { roundId } from '../domain/ids.ts';

/** Of its period: a job that comes sooner changes nothing, see wall-codes.ts. */
const LEAST_PHASE = 0.55;
/** Walls that change within so many ms of Redis' time change together: far apart for a class, and shared calls for us. */
const BEAT_MS = 250;

export interface RotationQueue {
  /**
   * Rotates a round's code every `seconds`; the phase is random so that classes do not rotate together. Of one that is
   * rotated already: from now on in the phase of this moment.
   */
  start(sessionId: string, roundNumber: number, seconds: number, phase?: 'random' | 'now'): Promise<void>;
  stop(sessionId: string, roundNumber: number): Promise<void>;
  close(): Promise<void>;
}

/** The queue of rotations: one job scheduler a round. `nowMs` is Redis' clock: this process's own may be wrong. */
export function createRotationQueue(parts: QueueParts, nowMs: () => number): RotationQueue {
  const { queue, name, close } = openQueue('qrRotation', parts);
  return {
    async start(sessionId, roundNumber, seconds, phase = 'random') {
      const periodMs = seconds * 1000;
      const part = phase === 'now' ? 1 : LEAST_PHASE + Math.random() * (1 - LEAST_PHASE);
      const firstAtMs = Math.ceil((nowMs() + periodMs * part) / BEAT_MS) * BEAT_MS;
      await queue.upsertJobScheduler(
        roundId(sessionId, roundNumber),
        { every: periodMs, startDate: firstAtMs },
        { name, data: { sessionId, roundNumber }, opts: { removeOnComplete: true, removeOnFail: 100 } },
      );
    },
    async stop(sessionId, roundNumber) {
      await queue.removeJobScheduler(roundId(sessionId, roundNumber));
    },
    close,
  };
}
