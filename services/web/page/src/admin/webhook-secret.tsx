import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';

/** A secret, shown this once. */
export function WebhookSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('secret.title')}
      about={t('secret.about')}
      actions={
        <Button look="main" onClick={onClose}>
          {t('secret.done')}
        </Button>
      }
    >
      <div className="flex items-end gap-3">
        <TextField
          ref={field}
          label={t('secret.label')}
          value={secret}
          readOnly
          className="min-w-0 grow"
          onFocus={(event) => event.target.select()}
        />
        <CopyButton text={secret} select={() => field.current?.select()} />
      </div>
      <p className="text-14 text-quiet">{t('secret.how')}</p>
    </Dialog>
  );
}
