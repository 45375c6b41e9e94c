import type { AttendanceStatus } from '@rollcall/contracts';
import { Link } from '@tanstack/react-router';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { StatusBadge, statusIcons, statusText } from '../ui/status.tsx';
import { Time } from '../ui/time.tsx';
import type { Entry } from './entries.ts';
import { markKeys } from './keys.ts';
import { needsReason, type Question } from './use-marking.ts';

const statuses: readonly AttendanceStatus[] = ['present', 'late', 'absent', 'excused'];

interface StudentDialogProps {
  entry: Entry;
  question: Question;
  sessionId: string;
  onMark: (status: AttendanceStatus, reason?: string) => void;
  onClose: () => void;
}

/** Somebody's mark and how it came to be; what it is changed to, and why where a scan is overridden. */
export function StudentDialog({ entry, question, sessionId, onMark, onClose }: StudentDialogProps) {
  const { t } = useTranslation('board');
  const { t: common } = useTranslation();
  const [wanted, setWanted] = useState(question.wanted);
  const { mark, shown } = entry;
  const choose = (status: AttendanceStatus) => {
    if (needsReason(mark, status)) setWanted(status);
    else finish(status);
  };
  const finish = (status: AttendanceStatus, reason?: string) => {
    onMark(status, reason);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={<bdi className="break-words">{entry.name ?? common('unknownPerson')}</bdi>}
      about={entry.detail}
    >
      {question.isChanged && <p className="rounded-8 bg-late-ground p-3 text-late">{t('changedMeanwhile')}</p>}
      <p className="flex flex-wrap items-center gap-2">
        <StatusBadge status={shown} />
        {mark && (
          <span className="text-quiet">
            {common(`method.${mark.method}`)}, <Time at={mark.recordedAt} />
          </span>
        )}
      </p>
      {shown === 'flagged' && (
        <Link to="/app/review" search={{ session: sessionId }} className={buttonClass()}>
          {t('decide')}
        </Link>
      )}
      {wanted !== undefined && needsReason(mark, wanted) ? (
        <ReasonForm key={wanted} status={wanted} onSubmit={(reason) => finish(wanted, reason)} />
      ) : (
        <fieldset className="grid grid-cols-2 gap-3">
          <legend className="mb-2 text-14 font-medium">{t('markAs')}</legend>
          {statuses.map((status) => (
            <StatusButton key={status} status={status} isNow={mark?.status === status} onClick={() => choose(status)} />
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}

function StatusButton({ status, isNow, onClick }: { status: AttendanceStatus; isNow: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  const Icon = statusIcons[status];
  return (
    <Button onClick={onClick} aria-pressed={isNow} aria-keyshortcuts={markKeys[status]} className="justify-start">
      <span className="flex items-center gap-2">
        <Icon aria-hidden size={18} strokeWidth={2.5} className={statusText[status]} />
        {t(`status.${status}`)}
        <kbd aria-hidden className="ml-auto hidden text-12 text-quiet md:inline">
          {markKeys[status]}
        </kbd>
      </span>
    </Button>
  );
}

function ReasonForm({ status, onSubmit }: { status: AttendanceStatus; onSubmit: (reason: string) => void }) {
  const { t } = useTranslation('board');
  const { t: common } = useTranslation();
  const [reason, setReason] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onSubmit(reason.trim());
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <TextField
        autoFocus
        label={t('reason')}
        hint={t('reasonHint')}
        maxLength={500}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <Button type="submit" look="main" disabled={reason.trim() === ''}>
        {t('markAsStatus', { status: common(`status.${status}`) })}
      </Button>
    </form>
  );
}
