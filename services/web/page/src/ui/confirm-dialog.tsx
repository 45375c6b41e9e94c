import { type SyntheticEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Namespace } from '../words/catalogue.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextArea } from './field.tsx';
import { useErrorSentence } from './states.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen. */
  about?: string | undefined;
  /** What the button says. */
  action: string;
  danger?: boolean;
  /** Asks why: the label of the field. */
  reason?: { label: string; isNeeded: boolean; hint?: string } | undefined;
  /** Whose `errors` are looked into first. */
  namespace?: Namespace | undefined;
  /** Does it; what it throws is said, and the dialog stays. */
  run: (reason: string | undefined) => Promise<unknown>;
}

/** A question before what can't be undone, or what wants a reason. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, about, action, danger, reason, namespace, run } = props;
  const { t } = useTranslation();
  const formId = useId();
  const sentence = useErrorSentence(namespace);
  const [words, setWords] = useState('');
  const [error, setError] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const said = words.trim();

  const close = () => {
    setWords('');
    setError(undefined);
    onClose();
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setError(undefined);
    try {
      await run(said === '' ? undefined : said);
      close();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      about={about}
      actions={
        <>
          <Button onClick={close}>{t('actions.cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            look={danger ? 'danger' : 'main'}
            busy={isBusy}
            disabled={reason?.isNeeded === true && said === ''}
          >
            {action}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4 empty:hidden">
        {reason && (
          <TextArea
            label={reason.label}
            hint={reason.hint}
            rows={2}
            autoFocus
            maxLength={500}
            required={reason.isNeeded}
            value={words}
            onChange={({ target }) => setWords(target.value.replaceAll('\n', ' '))}
            onKeyDown={(event) => {
              // A reason is one line.
              if (event.key === 'Enter') {
                event.preventDefault();
                if (!reason.isNeeded || said !== '') event.currentTarget.form?.requestSubmit();
              }
            }}
          />
        )}
        {error !== undefined && (
          <p role="alert" className="text-danger">
            {sentence(error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
