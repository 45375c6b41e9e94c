import { routes, type Webhook } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPages } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { Listed } from '../ui/listed.tsx';
import { Card, Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { WebhookCard } from './webhook-card.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

const page = getRouteApi('/inside/shell/app/admin/webhooks');

/** Other systems that are told what happens. */
export function WebhooksPage() {
  const { t } = useTranslation(['webhooks', 'common']);
  const search = page.useSearch();
  const navigate = page.useNavigate();
  const [isNew, setNew] = useState(false);
  const [secret, setSecret] = useState<string>();
  const query = useInfiniteQuery(asksPages(routes.listWebhooks, { query: {} }));
  const webhooks: Webhook[] = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const create = (
    <Button look="main" icon={Plus} onClick={() => setNew(true)}>
      {t('create')}
    </Button>
  );
  return (
    <Page title={t('common:nav.webhooks')} about={t('about')} actions={webhooks.length > 0 && create}>
      <Listed
        query={query}
        isEmpty={webhooks.length === 0}
        lines={6}
        empty={
          <Card>
            <Empty icon={WebhookIcon} title={t('none')} action={create}>
              {t('noneAbout')}
            </Empty>
          </Card>
        }
      >
        <ul className="grid gap-4">
          {webhooks.map((webhook) => (
            <li key={webhook._id}>
              <WebhookCard
                webhook={webhook}
                isOpen={search.webhook === webhook._id}
                state={search.state}
                onShow={(shown) => void navigate({ to: '.', search: shown, replace: true, resetScroll: false })}
                onSecret={setSecret}
              />
            </li>
          ))}
        </ul>
      </Listed>
      {isNew && <WebhookDialog onClose={() => setNew(false)} onSecret={setSecret} />}
      {secret !== undefined && <WebhookSecret secret={secret} onClose={() => setSecret(undefined)} />}
    </Page>
  );
}
