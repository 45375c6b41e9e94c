/** In percent, where each column of the distribution begins; the first is wide because few should be there. */
const STARTS = [0, 50, 60, 70, 80, 90] as const;

export interface SpreadColumn {
  fromPercent: number;
  /** Not in it any more, but for 100. */
  toPercent: number;
  count: number;
}

/** How many have which rate; who has none yet is nowhere. */
export function spreadOf(rates: readonly (number | null)[]): SpreadColumn[] {
  const columns = STARTS.map((fromPercent, index) => ({
    fromPercent,
    toPercent: STARTS[index + 1] ?? 100,
    count: 0,
  }));
  for (const rate of rates) {
    const column = rate === null ? undefined : columns.findLast(({ fromPercent }) => rate >= fromPercent / 100);
    if (column) column.count++;
  }
  return columns;
}
