import { percent } from '../words/format.ts';

/** A rate as a number and a bar: green from 75 %, amber from 50 %, red below. */
export function RateBar({ rate, label }: { rate: number | null; label: string }) {
  const tone = rate === null ? 'bg-line' : rate >= 0.75 ? 'bg-present' : rate >= 0.5 ? 'bg-late' : 'bg-absent';
  return (
    <div className="flex items-center gap-3">
      <div aria-hidden className="h-2 grow overflow-hidden rounded-full bg-sunken">
        <div className={`h-full rounded-full ${tone}`} style={{ width: `${(rate ?? 0) * 100}%` }} />
      </div>
      <span className="sr-only">{label}</span>
      <span className="w-12 text-right font-medium tabular-nums">{percent(rate)}</span>
    </div>
  );
}
