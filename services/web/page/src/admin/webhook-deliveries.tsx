import { routes, type WebhookDelivery, type WebhookDeliveryState } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asksPages } from '../api/query.ts';
import { Chips } from '../ui/chips.tsx';
import { Listed } from '../ui/listed.tsx';
import { Empty } from '../ui/states.tsx';
import { DeliveryRow } from './delivery-row.tsx';

const states: readonly WebhookDeliveryState[] = ['waiting', 'delivered', 'dead'];
const AGAIN_MS = 1_500;

interface WebhookDeliveriesProps {
  id: string;
  state: string | undefined;
  onState: (state: string | undefined) => void;
}

/** What a webhook was sent, the newest first; asked again while something is on its way. */
export function WebhookDeliveries({ id, state, onState }: WebhookDeliveriesProps) {
  const { t } = useTranslation('webhooks');
  const shown = states.find((one) => one === state);
  const query = useInfiniteQuery({
    ...asksPages(routes.listWebhookDeliveries, { ids: { id }, query: { limit: 20, ...(shown && { state: shown }) } }),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => (items as WebhookDelivery[]).some(isOnItsWay)) ? AGAIN_MS : false,
  });
  const deliveries: WebhookDelivery[] = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="border-t border-line">
      <div className="px-4 py-3 md:px-6">
        <Chips
          label={t('state')}
          value={shown ?? 'all'}
          onChange={(value) => onState(value === 'all' ? undefined : value)}
          chips={(['all', ...states] as const).map((value) => ({
            value,
            label: t(`states.${value}`),
          }))}
        />
      </div>
      <Listed
        query={query}
        isEmpty={deliveries.length === 0}
        empty={
          <Empty icon={Send} title={t(shown ? 'sent.noneOfState' : 'sent.none')}>
            {!shown && t('sent.noneAbout')}
          </Empty>
        }
      >
        <ul>
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery._id} delivery={delivery} />
          ))}
        </ul>
      </Listed>
    </div>
  );
}

/** Whether something comes of it within seconds, not minutes. */
function isOnItsWay({ state, attempts, nextAttemptAt }: WebhookDelivery): boolean {
  if (state !== 'waiting') return false;
  return attempts.length === 0 || nextAttemptAt === null || Date.parse(nextAttemptAt) - Date.now() < 10_000;
}
