import { routes, type Webhook } from '@rollcall/contracts';
import { Ellipsis, KeyRound, Pencil, Power, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';

interface WebhookMenuProps {
  webhook: Webhook;
  onSecret: (secret: string) => void;
}

/** What can be done with a webhook besides trying it. */
export function WebhookMenu({ webhook, onSecret }: WebhookMenuProps) {
  const { t } = useTranslation(['webhooks', 'common']);
  const sentence = useErrorSentence('webhooks');
  const [asked, setAsked] = useState<'edit' | 'rotate' | 'delete'>();
  const { _id: id, url, enabled } = webhook;
  const close = () => setAsked(undefined);

  async function switchTo(next: boolean, isUndo = false) {
    try {
      await call(routes.editWebhook, { ids: { id }, body: { enabled: next } });
      const undo = { label: t('common:actions.undo'), act: () => void switchTo(!next, true) };
      say(t(next ? 'switchedOn' : 'switchedOff'), isUndo ? undefined : undo);
    } catch (error) {
      say(sentence(error));
    }
    await outdate(routes.listWebhooks);
  }

  return (
    <>
      <Menu
        trigger={<IconButton icon={Ellipsis} label={t('more', { url })} />}
        items={[
          { key: 'edit', label: t('edit'), icon: Pencil, onSelect: () => setAsked('edit') },
          {
            key: 'switch',
            label: t(enabled ? 'switchOff' : 'switchOn'),
            icon: Power,
            onSelect: () => void switchTo(!enabled),
          },
          { key: 'rotate', label: t('rotate'), icon: KeyRound, onSelect: () => setAsked('rotate') },
          {
            key: 'delete',
            label: t('delete'),
            icon: Trash2,
            danger: true,
            onSelect: () => setAsked('delete'),
          },
        ]}
      />
      {asked === 'edit' && <WebhookDialog webhook={webhook} onClose={close} onSecret={onSecret} />}
      <ConfirmDialog
        open={asked === 'rotate'}
        onClose={close}
        title={t('rotateTitle')}
        about={t('rotateAbout')}
        action={t('rotate')}
        namespace="webhooks"
        run={async () => onSecret((await call(routes.rotateWebhookSecret, { ids: { id } })).secret)}
      />
      <ConfirmDialog
        open={asked === 'delete'}
        onClose={close}
        title={t('deleteTitle')}
        about={t('deleteAbout', { url })}
        action={t('delete')}
        danger
        namespace="webhooks"
        run={async () => {
          await call(routes.deleteWebhook, { ids: { id } });
          say(t('deleted'));
          await outdate(routes.listWebhooks);
        }}
      />
    </>
  );
}
