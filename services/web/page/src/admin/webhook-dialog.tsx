import { routes, type Webhook, type WebhookEvent, webhookEvent } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { CheckField, TextField } from '../ui/field.tsx';
import { type FieldCodes, useFieldProblems, useFocusOnProblem } from '../ui/field-problems.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Problem } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';

const codes: FieldCodes<'url' | 'description'> = { url: ['webhook_url_refused'], description: [] };

interface WebhookDialogProps {
  /** The one to edit, or a new one. */
  webhook?: Webhook;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

/** Where a webhook leads and what it is told; of a new one the secret is shown afterwards. */
export function WebhookDialog({ webhook, onClose, onSecret }: WebhookDialogProps) {
  const { t } = useTranslation(['webhooks', 'common']);
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? webhookEvent.options);
  const [isTold, setTold] = useState(false);
  const save = useMutation({
    mutationFn: async (fields: { url: string; description: string | null }) => {
      const body = { ...fields, events: [...events] };
      if (webhook) return void (await call(routes.editWebhook, { ids: { id: webhook._id }, body }));
      return (await call(routes.createWebhook, { body })).secret;
    },
    onSuccess: async (secret) => {
      onClose();
      if (secret === undefined) say(t('common:state.saved'));
      else onSecret(secret);
      await outdate(routes.listWebhooks);
    },
  });
  const problems = useFieldProblems(save.error, codes, 'webhooks');
  const form = useFocusOnProblem(save.error);

  function submit(fields: FormData) {
    setTold(true);
    if (events.length === 0) return;
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    save.mutate({ url: text('url'), description: text('description') || null });
  }

  return (
    <FormDialog
      onClose={onClose}
      title={t(webhook ? 'form.editTitle' : 'form.createTitle')}
      action={t(webhook ? 'common:actions.save' : 'common:actions.add')}
      busy={save.isPending}
      formRef={form}
      onSubmit={submit}
    >
      <TextField
        label={t('form.url')}
        name="url"
        type="url"
        defaultValue={webhook?.url}
        maxLength={2_000}
        required
        hint={t('form.urlAbout')}
        error={problems.url}
      />
      <TextField
        label={t('form.description')}
        name="description"
        defaultValue={webhook?.description ?? ''}
        maxLength={200}
        hint={t('form.descriptionAbout')}
        error={problems.description}
      />
      <Events chosen={events} onChange={setEvents} />
      <Problem>{isTold && events.length === 0 ? t('form.needsEvents') : problems.form}</Problem>
    </FormDialog>
  );
}

interface EventsProps {
  chosen: readonly WebhookEvent[];
  onChange: (chosen: readonly WebhookEvent[]) => void;
}

function Events({ chosen, onChange }: EventsProps) {
  const { t } = useTranslation('webhooks');
  const all = webhookEvent.options;
  const isAll = chosen.length === all.length;
  return (
    <fieldset>
      <legend className="text-14 font-medium">{t('form.events')}</legend>
      {all.map((event) => (
        <CheckField
          key={event}
          label={t(`events.${event}`)}
          checked={chosen.includes(event)}
          onChange={({ target }) =>
            onChange(all.filter((one) => (one === event ? target.checked : chosen.includes(one))))
          }
        />
      ))}
      <Button look="quiet" onClick={() => onChange(isAll ? [] : all)}>
        {t(isAll ? 'form.none' : 'form.all')}
      </Button>
    </fieldset>
  );
}
