import { useState } from 'react';
import type { Namespace } from '../words/catalogue.ts';
import { TextArea } from './field.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Problem } from './problem.tsx';
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
  const submit = async () => {
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
    <FormDialog
      open={open}
      onClose={close}
      title={title}
      about={about}
      action={action}
      danger={danger === true}
      busy={isBusy}
      disabled={reason?.isNeeded === true && said === ''}
      onSubmit={submit}
    >
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
      {error !== undefined && <Problem>{sentence(error)}</Problem>}
    </FormDialog>
  );
}
