import { type FormEvent, type ReactNode, type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { Dialog, type DialogProps } from './dialog.tsx';

interface FormDialogProps extends Omit<DialogProps, 'open' | 'actions'> {
  open?: boolean;
  /** What the button that sends says. */
  action: ReactNode;
  /** With what stands in the fields that have a name. */
  onSubmit: (fields: FormData) => void;
  busy?: boolean;
  disabled?: boolean;
  danger?: boolean;
  /** The page itself looks at what is typed, instead of the browser. */
  noValidate?: boolean;
  formRef?: RefObject<HTMLFormElement | null>;
  formClass?: string;
  /** Under the form. */
  after?: ReactNode;
}

/** A dialog that asks something: its fields, a way out, and the button that sends. */
export function FormDialog({
  open = true,
  action,
  onSubmit,
  busy,
  disabled,
  danger = false,
  noValidate,
  formRef,
  formClass,
  after,
  children,
  ...dialog
}: FormDialogProps) {
  const { t } = useTranslation();
  const formId = useId();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  }

  return (
    <Dialog
      {...dialog}
      open={open}
      actions={
        <>
          <Button onClick={dialog.onClose}>{t('actions.cancel')}</Button>
          <Button type="submit" form={formId} look={danger ? 'danger' : 'main'} busy={busy} disabled={disabled}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={formRef}
        onSubmit={submit}
        noValidate={noValidate}
        className={classes('grid gap-4 empty:hidden', formClass)}
      >
        {children}
      </form>
      {after}
    </Dialog>
  );
}
