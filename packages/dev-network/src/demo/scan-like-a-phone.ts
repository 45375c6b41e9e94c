import { setTimeout as wait } from 'node:timers/promises';
import { RollcallError, retryDelayMs } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import type { Account } from './accounts.ts';
import type { ScanLog } from './scan-log.ts';
import type { TeacherScreen } from './teacher-screen.ts';

/** Between looking at the wall and the code being read. */
const AIM_MS = { least: 300, most: 1_800 };

/**
 * A student takes the code from the wall and scans until it counts: a code that has changed is read again, trouble of the
 * server or the net is waited out. Other refusals, and an aborted `signal`, end it.
 */
export async function scanLikeAPhone(
  student: Account,
  screen: TeacherScreen,
  log: ScanLog,
  signal: AbortSignal,
): Promise<void> {
  let { token } = screen.code;
  let last = 'nothing was sent';
  let receipt: string | undefined;
  try {
    await aim(signal);
    for (let failures = 1; ; failures += 1) {
      const error = await post(student, { token, receipt }, log, signal);
      if (!error) return;
      last = error.code;
      receipt = error.receipt ?? receipt;
      if (error.code === 'token_expired') {
        await screen.renew(token).catch(ignoreTrouble);
        ({ token } = screen.code);
        await aim(signal);
      } else if (error.temporary) {
        await wait(retryDelayMs(failures, error.retryAfterSeconds, { maxMs: 2_000 }), undefined, { signal });
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
  { client, userId }: Account,
  body: { token: string; receipt: string | undefined },
  log: ScanLog,
  signal: AbortSignal,
) {
  log.posts += 1;
  const startedAtMs = performance.now();
  try {
    const { record } = await client.call(routes.scan, { body }, { signal, retry: false });
    log.acknowledged.push({
      studentId: userId,
      recordId: record._id,
      milliseconds: performance.now() - startedAtMs,
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    log.refuse(error.code);
    return error;
  }
}

const aim = (signal: AbortSignal) =>
  wait(AIM_MS.least + Math.random() * (AIM_MS.most - AIM_MS.least), undefined, { signal });

// The wall shows what it has; the student tries again.
function ignoreTrouble(error: unknown): void {
  if (!(error instanceof RollcallError)) throw error;
}
