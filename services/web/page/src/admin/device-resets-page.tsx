import { type DeviceReset, routes } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asksPages, outdate } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { Chips } from '../ui/chips.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Listed } from '../ui/listed.tsx';
import { Card, Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { say } from '../ui/toast.tsx';
import { useNames } from './use-names.ts';

const page = getRouteApi('/inside/shell/app/admin/device-resets');
const states = ['pending', 'approved', 'rejected'] as const;
type State = (typeof states)[number];

/** Students who want to scan with another phone. */
export function DeviceResetsPage() {
  const { t } = useTranslation(['admin', 'common']);
  const { status } = page.useSearch();
  const navigate = page.useNavigate();
  const shown: State = states.find((one) => one === status) ?? 'pending';
  const query = useInfiniteQuery(asksPages(routes.listDeviceResets, { query: { status: shown } }));
  const [decision, setDecision] = useState<{ reset: DeviceReset; approve: boolean }>();
  const items = query.data?.pages.flatMap((one) => one.items) ?? [];
  const names = useNames({ people: items.flatMap(({ decidedBy }) => decidedBy ?? []) });
  return (
    <Page title={t('common:nav.deviceResets')} about={t('resets.about')}>
      <div className="mb-4">
        <Chips
          label={t('resets.state')}
          value={shown}
          onChange={(value) => void navigate({ to: '.', search: { status: value }, replace: true })}
          chips={states.map((value) => ({ value, label: t(`resets.states.${value}`) }))}
        />
      </div>
      <Card>
        <Listed
          query={query}
          isEmpty={items.length === 0}
          empty={
            <Empty icon={Smartphone} title={t(`resets.none.${shown}`)}>
              {shown === 'pending' && t('resets.noneAbout')}
            </Empty>
          }
        >
          <ul>
            {items.map((reset) => (
              <ResetRow
                key={reset._id}
                reset={reset}
                decider={reset.decidedBy && names.person(reset.decidedBy)}
                onDecide={(approve) => setDecision({ reset, approve })}
              />
            ))}
          </ul>
        </Listed>
      </Card>
      {decision && <DecideDialog {...decision} onClose={() => setDecision(undefined)} />}
    </Page>
  );
}

interface ResetRowProps {
  reset: DeviceReset;
  /** Who decided. */
  decider: string | null;
  onDecide: (approve: boolean) => void;
}

function ResetRow({ reset, decider, onDecide }: ResetRowProps) {
  const { t } = useTranslation('admin');
  return (
    <li className="flex flex-wrap items-center justify-between gap-4 border-b border-line px-4 py-4 last:border-0 md:px-6">
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">
          <bdi>{reset.userName}</bdi>
        </p>
        <p className="break-all text-quiet">{reset.userEmail}</p>
        {reset.reason && <p className="break-words">{reset.reason}</p>}
        <p className="text-14 break-words text-quiet">
          <Time at={reset.decidedAt ?? reset.createdAt} as="dayAndClock" />
          {decider && ` · ${t('resets.decidedBy', { name: decider })}`}
          {reset.decisionReason && ` · ${reset.decisionReason}`}
        </p>
      </div>
      {reset.status === 'pending' && (
        <div className="flex gap-3">
          <Button aria-label={t('resets.rejectOf', { name: reset.userName })} onClick={() => onDecide(false)}>
            {t('resets.reject')}
          </Button>
          <Button
            look="main"
            aria-label={t('resets.approveOf', { name: reset.userName })}
            onClick={() => onDecide(true)}
          >
            {t('resets.approve')}
          </Button>
        </div>
      )}
    </li>
  );
}

interface DecideProps {
  reset: DeviceReset;
  approve: boolean;
  onClose: () => void;
}

function DecideDialog({ reset, approve, onClose }: DecideProps) {
  const { t } = useTranslation('admin');

  async function decide(reason: string | undefined) {
    const route = approve ? routes.approveDeviceReset : routes.rejectDeviceReset;
    await call(route, { ids: { id: reset._id }, body: { reason } }).catch((error) => {
      // Somebody was faster: what waits is another list now.
      void outdate(routes.listDeviceResets);
      throw error;
    });
    say(t(approve ? 'resets.approved' : 'resets.rejected', { name: reset.userName }));
    await outdate(routes.listDeviceResets);
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t(approve ? 'resets.approveOf' : 'resets.rejectOf', { name: reset.userName })}
      about={t(approve ? 'resets.approveAbout' : 'resets.rejectAbout')}
      action={t(approve ? 'resets.approve' : 'resets.reject')}
      reason={{ label: t('resets.reason'), isNeeded: false }}
      namespace="admin"
      run={decide}
    />
  );
}
