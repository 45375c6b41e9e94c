/** What all drawings look like, in the tokens of the theme: nothing moves, and of axes there is only what is read. */
export const TEXT = { fontSize: 12, fill: 'var(--text-quiet)' } as const;

export const xLook = { tick: TEXT, tickLine: false, axisLine: { stroke: 'var(--line)' }, minTickGap: 24 } as const;

export const yLook = { tick: TEXT, tickLine: false, axisLine: false, width: 48 } as const;

export const gridLook = { stroke: 'var(--line)', vertical: false } as const;

/** Rates are always seen against the whole. */
export const PERCENTS = [0, 0.25, 0.5, 0.75, 1];

/** Colours of a rate as on its bar elsewhere: green from 75 %, amber from 50 %, red below. */
export function rateColour(rate: number | null): string {
  if (rate === null) return 'var(--line)';
  return rate >= 0.75 ? 'var(--present)' : rate >= 0.5 ? 'var(--late)' : 'var(--absent)';
}
