import type { RecordWithHistory } from '@rollcall/contracts';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { StatusBadge } from '../ui/status.tsx';
import { Time } from '../ui/time.tsx';
import { evidenceOf, nameIn } from './evidence.ts';
import { EvidenceWords } from './evidence-words.tsx';
import type { FlaggedSession } from './use-flagged.ts';

interface FlaggedCardProps {
  of: FlaggedSession;
  record: RecordWithHistory;
  /** Keys decide about it. */
  isCurrent: boolean;
  isBusy: boolean;
  onFocus: () => void;
  onConfirm: () => void;
  onReject: () => void;
}

/** A doubtful record with its evidence, and the two ways to decide. */
export function FlaggedCard({ of, record, isCurrent, isBusy, onFocus, onConfirm, onReject }: FlaggedCardProps) {
  const { t } = useTranslation('review');
  const { t: common } = useTranslation();
  const name = nameIn(of.report, record.studentId) ?? common('unknownPerson');
  return (
    <article
      data-record={record._id}
      tabIndex={-1}
      aria-label={name}
      aria-current={isCurrent || undefined}
      onFocus={onFocus}
      className={classes(
        'grid scroll-my-28 gap-3 rounded-8 border bg-card p-4 md:grid-cols-[1fr_auto] md:gap-6 md:px-6',
        isCurrent ? 'border-focus outline-2 outline-focus' : 'border-line',
      )}
    >
      <div className="grid min-w-0 gap-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="min-w-0 text-16 break-words">
            <bdi>{name}</bdi>
          </h3>
          <StatusBadge status={record.status} />
        </div>
        <p className="text-14 text-quiet">
          {common(`method.${record.method}`)}, <Time at={record.recordedAt} />
          {of.session.rounds.length > 1 && ` · ${t('round', { number: record.roundNumber })}`}
        </p>
        <EvidenceWords evidence={evidenceOf(record, of.report)} />
      </div>
      <div className="flex gap-3 md:flex-col md:justify-center">
        <Button icon={Check} disabled={isBusy} onClick={onConfirm} aria-keyshortcuts="C" className="grow md:grow-0">
          {t('confirm')}
        </Button>
        <Button icon={X} disabled={isBusy} onClick={onReject} aria-keyshortcuts="R" className="grow md:grow-0">
          {t('reject')}
        </Button>
      </div>
    </article>
  );
}
