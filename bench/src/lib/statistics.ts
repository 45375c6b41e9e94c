/** The `share` quantile, 0 to 1, by the nearest rank. NaN without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** Median, least and greatest, as tables show it. */
export function spread(values: readonly number[], digits = 1): string {
  const [middle, least, greatest] = [median(values), Math.min(...values), Math.max(...values)];
  return `${middle.toFixed(digits)} [${least.toFixed(digits)}-${greatest.toFixed(digits)}]`;
}

const RESAMPLES = 2_000;

/** The 95 % interval of the difference of two medians, by bootstrap (Efron 1979, percentiles). */
export function medianDifferenceInterval(a: readonly number[], b: readonly number[]): [number, number] {
  const differences = Array.from({ length: RESAMPLES }, () => median(resample(a)) - median(resample(b)));
  return [quantile(differences, 0.025), quantile(differences, 0.975)];
}

function resample(values: readonly number[]): number[] {
  return values.map(() => values[Math.floor(Math.random() * values.length)] ?? Number.NaN);
}
