import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const STEP_MS = 500;

/** Resident memory of a process, in bytes (Linux: proc(5), status). */
export function rssOf(processId: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** The same when it has settled: it has not moved by more than 1 % for `quietMs`, or `mostMs` are over. */
export async function settledRssOf(processId: number, quietMs: number, mostMs: number): Promise<number> {
  const startedAtMs = performance.now();
  const seen: number[] = [];
  for (;;) {
    seen.push(rssOf(processId));
    const latest = seen.slice(-Math.ceil(quietMs / STEP_MS));
    const [least, greatest] = [Math.min(...latest), Math.max(...latest)];
    const isQuiet = seen.length > latest.length && greatest - least < least / 100;
    if (isQuiet || performance.now() - startedAtMs > mostMs) return seen.at(-1) ?? 0;
    await wait(STEP_MS);
  }
}
