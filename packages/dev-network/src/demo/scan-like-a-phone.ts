import { setTimeout as wait } from 'node:timers/promises';
import { RollcallError, retryDelayMs } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import type { Account } from './accounts.ts';
import type { Attempt, ScanLog } from './scan-log.ts';

/** What a phone sees of the code. */
export interface Wall {
  readonly code: { token: string };
  /** Asks for the code itself when the one that a student was refused with is still on the wall. */
  renew(refusedToken: string): Promise<void>;
}

export interface Habits {
  /** Between looking at the wall and the code being read. */
  aimMs: { least: number; most: number };
  /** A number from 0 to 1. */
  random: () => number;
}

const usual: Habits = { aimMs: { least: 300, most: 1_800 }, random: Math.random };

/**
 * A student takes the code from the wall and scans until it counts: a code that has changed is read again, trouble of the
 * server or the net is waited out, and a receipt is sent along. Other refusals, and an aborted `signal`, end it.
 */
export async function scanLikeAPhone(
  student: Account,
  wall: Wall,
  log: ScanLog,
  signal: AbortSignal,
  { aimMs, random }: Habits = usual,
): Promise<void> {
  const aim = () => wait(aimMs.least + random() * (aimMs.most - aimMs.least), undefined, { signal });
  let { token } = wall.code;
  let receipt: string | undefined;
  let last = 'nothing was sent';
  try {
    await aim();
    for (let failures = 1; ; failures += 1) {
      const error = await post(student, { token, ...(receipt && { receipt }) }, log, signal);
      if (!error) return;
      last = error.code;
      receipt = error.receipt ?? receipt;
      if (error.code === 'token_expired') {
        receipt = undefined;
        await wall.renew(token).catch(ignoreTrouble);
        ({ token } = wall.code);
        await aim();
      } else if (error.temporary) {
        const pauseMs = retryDelayMs(failures, error.retryAfterSeconds, { maxMs: 2_000, random });
        await wait(pauseMs, undefined, { signal });
      } else {
        break;
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  log.unserved.set(student.userId, last);
}

async function post(
  { client, userId: studentId }: Account,
  body: { token: string; receipt?: string },
  log: ScanLog,
  signal: AbortSignal,
) {
  log.posts += 1;
  const sentAtMs = Date.now();
  const startedAtMs = performance.now();
  const note = (answer: Pick<Attempt, 'mark' | 'refusedAs'>) =>
    log.attempts.push({ studentId, sentAtMs, answeredAtMs: Date.now(), ...answer });
  try {
    const { record, alreadyRecorded } = await client.call(routes.scan, { body }, { signal, retry: false });
    const { _id: recordId, status, recordedAt } = record;
    note({ mark: { recordId, status, recordedAt, alreadyRecorded } });
    log.acknowledged.push({ studentId, recordId, milliseconds: performance.now() - startedAtMs });
    return undefined;
  } catch (error) {
    note({ refusedAs: error instanceof RollcallError ? error.code : 'aborted' });
    if (!(error instanceof RollcallError)) throw error;
    log.refuse(error.code);
    return error;
  }
}

// The wall shows what it has; the student tries again.
function ignoreTrouble(error: unknown): void {
  if (!(error instanceof RollcallError)) throw error;
}
