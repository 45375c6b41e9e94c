import { type ExportState, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { Download, FileSpreadsheet, FileText, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { say } from '../ui/toast.tsx';
import { day, relative } from '../words/format.ts';
import { ExportProgress } from './export-progress.tsx';
import { lastInstant, phaseOf } from './exports.ts';
import { follow } from './follow.ts';

/** A file that was asked for: what is in it, how far it is, and how to have it. */
export function ExportItem({ file }: { file: ExportState }) {
  const { t } = useTranslation(['reports', 'common']);
  const phase = phaseOf(file);
  const range = useRangeWords(file);
  const Icon = file.format === 'xlsx' ? FileSpreadsheet : FileText;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-4 last:border-0 md:px-6">
      <Icon aria-hidden size={24} className="shrink-0 text-quiet" />
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="text-16 font-medium tracking-normal break-words">
          <bdi>{file.fileName}</bdi>
        </h2>
        <p className="text-14 text-quiet">
          {t(`exports.what.${file.what}`)}, {range}
          {', '}
          {t(`exports.kind.${file.bom ? 'csvForExcel' : file.format}`)}
        </p>
        <p className="text-14 text-quiet">
          {phase === 'ready' && file.availableUntil ? (
            t('exports.until', { when: relative(file.availableUntil) })
          ) : (
            <>
              {t('exports.asked')} <Time at={file.createdAt} as="relative" />
            </>
          )}
        </p>
      </div>
      <div className="flex w-full sm:w-60 sm:justify-end">
        {(phase === 'waiting' || phase === 'running') && <ExportProgress file={file} />}
        {phase === 'ready' && <DownloadButton file={file} />}
        {(phase === 'gone' || phase === 'failed') && <AgainButton file={file} phase={phase} />}
      </div>
    </li>
  );
}

function useRangeWords({ from, to }: ExportState): string {
  const { t } = useTranslation('reports');
  const first = from ? day(from) : '';
  const last = to ? day(lastInstant(to)) : '';
  if (first && last) return t('exports.between', { from: first, to: last });
  if (first) return t('exports.since', { from: first });
  return last ? t('exports.before', { to: last }) : t('exports.all');
}

/** Addresses of files end after a while, so a new one is asked for. */
function DownloadButton({ file: { _id, fileName } }: { file: ExportState }) {
  const { t } = useTranslation(['reports', 'common']);
  const sentence = useErrorSentence('reports');
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(routes.getExport, { ids: { id: _id } }),
    onSuccess: async ({ url }) => {
      if (url) follow(url, fileName);
      else await outdate(routes.listExports);
    },
    onError: (error) => say(sentence(error)),
  });
  return (
    <Button icon={Download} busy={isPending} onClick={() => mutate()}>
      {t('common:actions.download')}
      <span className="sr-only"> {fileName}</span>
    </Button>
  );
}

function AgainButton({ file, phase }: { file: ExportState; phase: 'gone' | 'failed' }) {
  const { t } = useTranslation('reports');
  const sentence = useErrorSentence('reports');
  const { what, ofId, from, to, format, bom } = file;
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      call(routes.createExport, {
        body: { what, format, bom, ...(ofId && { ofId }), ...(from && { from }), ...(to && { to }) },
      }),
    onSuccess: () => outdate(routes.listExports),
    onError: (error) => say(sentence(error)),
  });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 sm:justify-end">
      <p className="text-14 text-quiet sm:text-right">{t(`exports.${phase}`)}</p>
      <Button icon={RotateCcw} busy={isPending} onClick={() => mutate()}>
        {t('exports.again')}
      </Button>
    </div>
  );
}
