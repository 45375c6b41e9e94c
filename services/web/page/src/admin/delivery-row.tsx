import { routes, type WebhookDelivery } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleDashed, CircleX, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { say } from '../ui/toast.tsx';
import { relative } from '../words/format.ts';
import { outcomeOf } from './delivery-words.ts';

const looks = {
  waiting: { icon: CircleDashed, tone: 'text-waiting' },
  delivered: { icon: CircleCheck, tone: 'text-present' },
  dead: { icon: CircleX, tone: 'text-absent' },
};

/** Something that was sent: whether it arrived, and every attempt. */
export function DeliveryRow({ delivery }: { delivery: WebhookDelivery }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const sentence = useErrorSentence('webhooks');
  const { _id: deliveryId, webhookId: id, state, attempts, nextAttemptAt } = delivery;
  const again = useMutation({
    mutationFn: () => call(routes.redeliverWebhook, { ids: { id, deliveryId } }),
    onSuccess: () => say(t('sent.isAgain')),
    onError: (error) => say(sentence(error)),
    onSettled: () => outdate(routes.listWebhookDeliveries),
  });
  const { icon: Icon, tone } = looks[state];
  const event = t(`events.${delivery.event}`);
  const last = attempts.at(-1);
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 border-t border-line px-4 py-3 md:px-6">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className={`inline-flex items-center gap-1 font-medium ${tone}`}>
            <Icon aria-hidden size={18} />
            {t(`states.${state}`)}
          </span>
          <span className="break-words first-letter:uppercase">{event}</span>
          <span className="text-14 text-quiet">
            <Time at={delivery.createdAt} as="dayAndClock" />
          </span>
        </p>
        <p role="status" className="text-14 text-quiet">
          {last ? <Outcome attempt={last} /> : t('sent.tried')}
          {state === 'waiting' && last && nextAttemptAt !== null && (
            <> · {t('sent.next', { when: relative(nextAttemptAt) })}</>
          )}
        </p>
        <details className="text-14 text-quiet">
          <summary className="inline-flex min-h-6 cursor-pointer items-center">
            {t('sent.attempts', { count: attempts.length })}
          </summary>
          <ol className="mt-1 grid gap-1">
            {attempts.map((attempt) => (
              <li key={attempt.at}>
                <Time at={attempt.at} as="dayAndClock" /> · <Outcome attempt={attempt} /> ·{' '}
                {t('sent.took', { ms: attempt.durationMs })}
              </li>
            ))}
          </ol>
          <p className="font-mono text-12 break-all">
            {t('sent.id')} {deliveryId}
          </p>
        </details>
      </div>
      {state === 'dead' && (
        <Button
          icon={RotateCw}
          busy={again.isPending}
          aria-label={t('sent.againOf', { event })}
          onClick={() => again.mutate()}
        >
          {t('sent.again')}
        </Button>
      )}
    </li>
  );
}

function Outcome({ attempt }: { attempt: WebhookDelivery['attempts'][number] }) {
  const { t } = useTranslation('webhooks');
  const { words, values } = outcomeOf(attempt);
  return <span>{t(`outcome.${words}`, { ...values })}</span>;
}
