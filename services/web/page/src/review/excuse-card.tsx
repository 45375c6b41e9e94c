import { type Excuse, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { Time } from '../ui/time.tsx';
import { Attachment } from './attachment.tsx';

interface ExcuseCardProps {
  excuse: Excuse;
  onApprove: () => void;
  onReject: () => void;
}

/** Why somebody is not, or was not, there; with its document, and the two ways to decide. */
export function ExcuseCard({ excuse, onApprove, onReject }: ExcuseCardProps) {
  const { t } = useTranslation('review');
  const { t: common } = useTranslation();
  const name = excuse.studentName ?? common('unknownPerson');
  return (
    <article
      aria-label={name}
      className="grid gap-3 rounded-8 border border-line bg-card p-4 md:grid-cols-[1fr_auto] md:gap-6 md:px-6"
    >
      <div className="grid min-w-0 gap-2">
        <div>
          <h3 className="text-16 break-words">
            <bdi>{name}</bdi>
          </h3>
          <p className="text-14 break-words text-quiet">
            {excuse.className} · <When excuse={excuse} />
          </p>
        </div>
        <p className="font-medium">{t(`category.${excuse.category}`)}</p>
        <p className="break-words whitespace-pre-wrap">{excuse.reason}</p>
        {excuse.attachment && <Attachment excuseId={excuse._id} attachment={excuse.attachment} />}
        <p className="text-14 text-quiet">
          {t('asked')} <Time at={excuse.createdAt} as="dayAndClock" />
        </p>
      </div>
      <div className="flex gap-3 md:flex-col md:justify-center">
        <Button icon={Check} onClick={onApprove} className="grow md:grow-0">
          {t('approve')}
        </Button>
        <Button icon={X} onClick={onReject} className="grow md:grow-0">
          {t('rejectExcuse')}
        </Button>
      </div>
    </article>
  );
}

/** Which sessions it is about. */
function When({ excuse: { sessionId, from, to } }: { excuse: Excuse }) {
  const session = useQuery({
    ...asks(routes.getSession, { ids: { id: sessionId ?? '' } }),
    enabled: sessionId !== null,
  });
  const at = session.data?.startedAt ?? session.data?.startsAt;
  if (sessionId !== null) return at ? <Time at={at} as="dayAndClock" /> : '…';
  if (!from || !to) return null;
  // It ends before `to`: a day that ends at midnight is not the next one.
  const last = new Date(Date.parse(to) - 1).toISOString();
  return (
    <>
      <Time at={from} as="day" /> – <Time at={last} as="day" />
    </>
  );
}
