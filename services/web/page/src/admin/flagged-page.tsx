import { type CallData, RollcallError } from '@rollcall/client';
import { type AttendanceStatus, routes } from '@rollcall/contracts';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Flag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asksPages, outdate } from '../api/query.ts';
import { evidenceOf } from '../review/evidence.ts';
import { EvidenceWords } from '../review/evidence-words.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextArea } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Listed } from '../ui/listed.tsx';
import { Card, Page } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { Empty, ErrorWords } from '../ui/states.tsx';
import { StatusBadge } from '../ui/status.tsx';
import { Time } from '../ui/time.tsx';
import { say } from '../ui/toast.tsx';

type Flagged = CallData<typeof routes.listAllFlagged>['items'][number];
const statuses: readonly AttendanceStatus[] = ['present', 'late', 'absent', 'excused'];

/** All doubtful records of the institution that nobody has decided about. */
export function FlaggedPage() {
  const { t } = useTranslation(['admin', 'common']);
  const query = useInfiniteQuery(asksPages(routes.listAllFlagged, { query: { limit: 50 } }));
  const [chosen, setChosen] = useState<Flagged>();
  const items = query.data?.pages.flatMap((one) => one.items) ?? [];
  const current = items.find(({ _id }) => _id === chosen?._id);
  return (
    <Page title={t('common:nav.flagged')} about={t('flagged.about')}>
      <Card>
        <Listed
          query={query}
          isEmpty={items.length === 0}
          empty={
            <Empty icon={Flag} title={t('flagged.none')}>
              {t('flagged.noneAbout')}
            </Empty>
          }
        >
          <ul>
            {items.map((record) => (
              <FlaggedRow key={record._id} record={record} onDecide={() => setChosen(record)} />
            ))}
          </ul>
        </Listed>
      </Card>
      {chosen && (
        <DecideDialog
          record={current ?? chosen}
          isDecided={current === undefined}
          onClose={() => setChosen(undefined)}
        />
      )}
    </Page>
  );
}

function FlaggedRow({ record, onDecide }: { record: Flagged; onDecide: () => void }) {
  const { t } = useTranslation(['admin', 'common']);
  const name = record.studentName ?? t('common:unknownPerson');
  return (
    <li className="flex flex-wrap items-center justify-between gap-4 border-b border-line px-4 py-4 last:border-0 md:px-6">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <bdi className="min-w-0 break-words">{name}</bdi> <StatusBadge status={record.status} />
        </p>
        <EvidenceWords evidence={evidenceOf(record, { students: [] })} />
        <p className="text-14 text-quiet">
          <Link
            to="/app/sessions/$sessionId/report"
            params={{ sessionId: record.sessionId }}
            className="text-link underline underline-offset-4"
          >
            {record.className}
          </Link>{' '}
          · <Time at={record.recordedAt} as="dayAndClock" /> · {t(`common:method.${record.method}`)}
        </p>
      </div>
      <Button aria-label={t('flagged.decideOf', { name })} onClick={onDecide}>
        {t('flagged.decide')}
      </Button>
    </li>
  );
}

interface DecideDialogProps {
  record: Flagged;
  /** By somebody else, since the list was asked for. */
  isDecided: boolean;
  onClose: () => void;
}

function DecideDialog({ record, isDecided, onClose }: DecideDialogProps) {
  const { t } = useTranslation(['admin', 'common']);
  const [status, setStatus] = useState<AttendanceStatus>(record.status);
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: () =>
      call(routes.setRecordStatus, {
        ids: { id: record._id },
        body: { status, reason: reason.trim(), rev: record.rev },
      }),
    onSuccess: async () => {
      say(t('flagged.decided'));
      onClose();
      await outdate(routes.listAllFlagged);
    },
    onError: (error) => {
      if (error instanceof RollcallError && error.code === 'record_changed') void outdate(routes.listAllFlagged);
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={t('flagged.decideOf', { name: record.studentName ?? t('common:unknownPerson') })}
      about={t('flagged.decideAbout')}
      action={t('common:actions.save')}
      busy={decide.isPending}
      disabled={isDecided || reason.trim() === ''}
      onSubmit={() => decide.mutate()}
    >
      <SelectField
        label={t('flagged.status')}
        value={status}
        onChange={(event) => setStatus(statuses.find((one) => one === event.target.value) ?? record.status)}
      >
        {statuses.map((one) => (
          <option key={one} value={one}>
            {t(`common:status.${one}`)}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t('flagged.reason')}
        value={reason}
        maxLength={500}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      {isDecided && <Problem>{t('flagged.decidedMeanwhile')}</Problem>}
      {decide.error && !isDecided && <ErrorWords error={decide.error} namespace="admin" />}
    </FormDialog>
  );
}
