import type { ExportState } from '@rollcall/contracts';

/** What a file is for whoever waits for it. `gone`: it was deleted, after a day. */
export type ExportPhase = 'waiting' | 'running' | 'ready' | 'gone' | 'failed';

export function phaseOf({ status, availableUntil }: ExportState, nowMs = Date.now()): ExportPhase {
  if (status !== 'done') return status;
  return availableUntil !== null && Date.parse(availableUntil) <= nowMs ? 'gone' : 'ready';
}

export function isBeingMade({ status }: ExportState): boolean {
  return status === 'waiting' || status === 'running';
}

/** The last day of a range whose end is the first instant that does not count. */
export function lastInstant(to: string): Date {
  return new Date(Date.parse(to) - 1);
}
