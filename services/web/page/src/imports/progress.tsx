import { useTranslation } from 'react-i18next';
import { Announced } from '../live/announced.tsx';

/** How far something is, as a bar and in words; told now and then to whoever does not see it. */
export function Progress({ done, total, words }: { done: number; total: number; words: string }) {
  const { t } = useTranslation('imports');
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <div className="grid gap-2">
      <p className="tabular-nums">{words}</p>
      <div
        role="progressbar"
        aria-label={t('run.progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={words}
        className="h-3 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-action transition-[width]" style={{ width: `${share * 100}%` }} />
      </div>
      <Announced words={words} />
    </div>
  );
}
