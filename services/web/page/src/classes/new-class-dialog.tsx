import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NewClassForm } from './new-class-form.tsx';
import { useNewClass } from './use-new-class.ts';

interface NewClassDialogProps {
  open: boolean;
  onClose: () => void;
}

export function NewClassDialog({ open, onClose }: NewClassDialogProps) {
  const { t } = useTranslation(['classes', 'common']);
  const formId = useId();
  const make = useNewClass();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('new.title')}
      wide
      actions={
        <>
          <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
          <Button type="submit" form={formId} look="main" busy={make.isPending}>
            {t('new.submit')}
          </Button>
        </>
      }
    >
      <NewClassForm formId={formId} make={make} />
    </Dialog>
  );
}
