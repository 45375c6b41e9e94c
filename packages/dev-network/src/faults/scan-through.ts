import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from '../demo/accounts.ts';
import { scanLikeAPhone, type Wall } from '../demo/scan-like-a-phone.ts';
import { ScanLog } from '../demo/scan-log.ts';
import type { RunPlan } from './plan.ts';
import { createRandom } from './random.ts';

const AIM_MS = { least: 20, most: 80 };
/** How long scans are tried again after the last student has looked up and the fault is over. */
const LAST_CALL_MS = 30_000;

export interface ScannedThrough {
  log: ScanLog;
  /** When what was struck was back. */
  returnedAtMs: number;
}

/** Lets the phones scan as planned while a fault strikes; resolves with their log when each is in or has given up. */
export async function scanThrough(
  students: readonly Account[],
  wall: Wall,
  plan: RunPlan,
  strike: (over: AbortSignal) => Promise<void>,
): Promise<ScannedThrough> {
  const log = new ScanLog();
  const over = new AbortController();
  const lastCall = new AbortController();
  const lookUp = async ({ student, atMs, seed }: RunPlan['scans'][number]) => {
    const account = students[student];
    if (!account) throw new Error(`there is no student ${student}`);
    await wait(atMs);
    await scanLikeAPhone(account, wall, log, lastCall.signal, { aimMs: AIM_MS, random: createRandom(seed).next });
  };
  const struck = strike(over.signal).then(() => Date.now());
  const lastLook = wait(Math.max(...plan.scans.map(({ atMs }) => atMs)));
  const bell = Promise.all([struck, lastLook]).then(() => setTimeout(() => lastCall.abort(), LAST_CALL_MS));
  try {
    await Promise.all([bell, Promise.all(plan.scans.map(lookUp)).then(() => over.abort())]);
    return { log, returnedAtMs: await struck };
  } finally {
    lastCall.abort();
    clearTimeout(await bell.catch(() => undefined));
  }
}
