import { type Excuse, routes } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asksPages, outdate } from '../api/query.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Listed } from '../ui/listed.tsx';
import { Empty } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { ExcuseCard } from './excuse-card.tsx';

/** Excuses that wait, the newest first. A decision can't be taken back, so each is asked for once more. */
export function ExcuseList() {
  const { t } = useTranslation('review');
  const { t: common } = useTranslation();
  const query = useInfiniteQuery(asksPages(routes.listExcuses, { query: { status: 'pending' } }));
  const [asked, ask] = useState<{ excuse: Excuse; isApproval: boolean }>();
  const excuses = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const name = asked?.excuse.studentName ?? common('unknownPerson');
  return (
    <>
      <Listed query={query} isEmpty={excuses.length === 0} empty={<Empty icon={CircleCheck} title={t('noExcuses')} />}>
        <div className="grid gap-3">
          {excuses.map((excuse) => (
            <ExcuseCard
              key={excuse._id}
              excuse={excuse}
              onApprove={() => ask({ excuse, isApproval: true })}
              onReject={() => ask({ excuse, isApproval: false })}
            />
          ))}
        </div>
      </Listed>
      <ConfirmDialog
        open={asked?.isApproval === true}
        onClose={() => ask(undefined)}
        title={t('approveTitle', { name })}
        about={t('approveAbout')}
        action={t('approve')}
        reason={{ label: t('note'), isNeeded: false, hint: t('noteHint') }}
        run={async (reason) => asked && decide(asked.excuse, 'approve', reason)}
      />
      <ConfirmDialog
        open={asked?.isApproval === false}
        onClose={() => ask(undefined)}
        title={t('rejectExcuseTitle', { name })}
        about={t('rejectExcuseAbout')}
        action={t('rejectExcuse')}
        danger
        reason={{ label: t('reason'), isNeeded: true, hint: t('noteHint') }}
        run={async (reason) => asked && decide(asked.excuse, 'reject', reason)}
      />
    </>
  );

  async function decide(excuse: Excuse, what: 'approve' | 'reject', reason: string | undefined): Promise<void> {
    const ids = { id: excuse._id };
    if (what === 'approve') await call(routes.approveExcuse, { ids, body: { ...(reason && { reason }) } });
    else await call(routes.rejectExcuse, { ids, body: { reason: reason ?? '' } });
    await outdate(routes.listExcuses, routes.teacherReport, routes.sessionReport);
    say(t(what === 'approve' ? 'approved' : 'excuseRejected', { name }));
  }
}
