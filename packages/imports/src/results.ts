import type { ImportRow } from './definition.ts';

export type Counts = Record<string, number>;

/** How many rows have each of these results. */
export function countResults(results: readonly string[], rows: readonly ImportRow[]): Counts {
  const counts: Counts = Object.fromEntries(results.map((result) => [result, 0]));
  for (const { result } of rows) if (result !== null) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

/** Adds counts to a total, or takes them away. */
export function addCounts(total: Counts, counts: Counts, sign: 1 | -1 = 1): void {
  for (const [result, count] of Object.entries(counts)) total[result] = (total[result] ?? 0) + sign * count;
}
