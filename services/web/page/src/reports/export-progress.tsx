import type { ExportState } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { number } from '../words/format.ts';

/** How many sessions are in the file by now. */
export function ExportProgress({ file: { status, progress, fileName } }: { file: ExportState }) {
  const { t } = useTranslation('reports');
  const { done, total } = progress;
  const words =
    status === 'waiting' || total === 0
      ? t('exports.waiting')
      : t('exports.running', { count: total, done: number(done), total: number(total) });
  return (
    <div className="w-full">
      <div
        role="progressbar"
        aria-label={fileName}
        aria-valuemin={0}
        aria-valuemax={Math.max(total, 1)}
        aria-valuenow={done}
        aria-valuetext={words}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-present transition-[width]"
          style={{ width: `${total === 0 ? 0 : (done / total) * 100}%` }}
        />
      </div>
      <p className="mt-1 text-14 text-quiet tabular-nums">{words}</p>
    </div>
  );
}
