import type { ReportStep } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { dateOf } from '../words/format.ts';

const DAY_MS = 86_400_000;

/** Days since 1970 of a date such as "2026-10-12": what a drawing counts in, whatever the time zone. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

export function dateOfDayNumber(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** What a step of time is called: where there is much room, and under an axis. */
export function useStepNames(step: ReportStep) {
  const { t } = useTranslation('reports');
  const full = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  return {
    long: (date: string) => {
      if (step === 'month') return dateOf(date, { month: 'long', year: 'numeric' });
      if (step === 'week') return t('charts.weekOf', { date: dateOf(date, full) });
      return dateOf(date, { weekday: 'short', ...full });
    },
    short: (day: number) =>
      dateOf(
        dateOfDayNumber(day),
        step === 'month' ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' },
      ),
  };
}
