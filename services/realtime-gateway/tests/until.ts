import { vi } from 'vitest';

/** Long enough for a machine with much else to do. */
export const patience = { timeout: 8_000, interval: 10 };

/** Repeats a check until it passes. */
export function until<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, patience);
}
