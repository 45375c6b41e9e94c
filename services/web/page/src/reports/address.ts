/** What filters a report, as it stands in the address. What does not make sense there counts as not said. */
import type { ReportStep } from '@rollcall/contracts';
import { type PeriodSearch, periodSearch } from './period.ts';

export const steps = ['day', 'week', 'month'] as const satisfies ReportStep[];

export const thresholds = [50, 60, 75, 80] as const;
export type Threshold = (typeof thresholds)[number];

export interface TrendSearch extends PeriodSearch {
  by?: ReportStep | undefined;
  /** Without it the rate. */
  show?: 'counts' | undefined;
}

export interface ClassReportSearch extends TrendSearch {
  /** In percent. */
  below?: Threshold | undefined;
  /** A column, with a minus before it from the largest down. */
  sort?: string | undefined;
  search?: string | undefined;
}

export interface AnalyticsSearch extends TrendSearch {
  term?: string | undefined;
}

export interface SessionReportSearch {
  status?: string | undefined;
  search?: string | undefined;
}

type Given = Record<string, unknown>;

export function trendSearch(given: Given): TrendSearch {
  return {
    ...periodSearch(given),
    by: steps.find((step) => step === given.by),
    show: given.show === 'counts' ? 'counts' : undefined,
  };
}

export function classReportSearch(given: Given): ClassReportSearch {
  return {
    ...trendSearch(given),
    below: thresholds.find((threshold) => threshold === Number(given.below)),
    sort: textOf(given.sort),
    search: textOf(given.search),
  };
}

export function analyticsSearch(given: Given): AnalyticsSearch {
  return { ...trendSearch(given), term: textOf(given.term) };
}

export function sessionReportSearch({ status, search }: Given): SessionReportSearch {
  return { status: textOf(status), search: textOf(search) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
