import { routes, type Webhook, webhookEvent } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, CircleCheck, CircleOff, Radar } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Card } from '../ui/page.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { WebhookDeliveries } from './webhook-deliveries.tsx';
import { WebhookMenu } from './webhook-menu.tsx';

interface WebhookCardProps {
  webhook: Webhook;
  /** Whether what was sent to it is shown, and of which state alone. */
  isOpen: boolean;
  state: string | undefined;
  onShow: (shown: { webhook?: string; state?: string | undefined }) => void;
  onSecret: (secret: string) => void;
}

/** One webhook: where it leads, what it is told, and what was sent to it. */
export function WebhookCard({ webhook, isOpen, state, onShow, onSecret }: WebhookCardProps) {
  const { t } = useTranslation('webhooks');
  const sentence = useErrorSentence('webhooks');
  const { _id: id, url, description, enabled, events } = webhook;
  const test = useMutation({
    mutationFn: () => call(routes.testWebhook, { ids: { id } }),
    onSuccess: async () => {
      say(t('pinged'));
      onShow({ webhook: id });
      await outdate(routes.listWebhookDeliveries);
    },
    onError: (error) => say(sentence(error)),
  });
  const isAll = webhookEvent.options.every((event) => events.includes(event));
  const heard = events.map((event) => t(`events.${event}`)).join(', ');
  const Icon = enabled ? CircleCheck : CircleOff;
  return (
    <Card>
      <div className="grid gap-3 p-4 md:px-6">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 className="text-16 break-all">{url}</h2>
            {description && <p className="break-words">{description}</p>}
            <p className={classes('flex items-center gap-1 text-14', enabled ? 'text-present' : 'text-quiet')}>
              <Icon aria-hidden size={16} />
              {t(enabled ? 'on' : 'off')}
            </p>
          </div>
          <WebhookMenu webhook={webhook} onSecret={onSecret} />
        </div>
        <p className="text-14 text-quiet">{isAll ? t('hearsAll') : t('hears', { events: heard })}</p>
        <div className="flex flex-wrap gap-3">
          <Button icon={Radar} busy={test.isPending} onClick={() => test.mutate()}>
            {t('test')}
          </Button>
          <Button
            look="quiet"
            icon={isOpen ? ChevronUp : ChevronDown}
            aria-expanded={isOpen}
            onClick={() => onShow(isOpen ? {} : { webhook: id })}
          >
            {t(isOpen ? 'hide' : 'deliveries')}
          </Button>
        </div>
      </div>
      {isOpen && <WebhookDeliveries id={id} state={state} onState={(next) => onShow({ webhook: id, state: next })} />}
    </Card>
  );
}
