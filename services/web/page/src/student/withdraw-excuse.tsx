import { type Excuse, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';

/** Takes an excuse back. It can't be undone, only asked for again: so it asks first. */
export function WithdrawExcuse({ excuse: { _id: id } }: { excuse: Excuse }) {
  const { t } = useTranslation(['student', 'common']);
  const sentence = useErrorSentence('student');
  const [isOpen, setIsOpen] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => call(routes.withdrawExcuse, { ids: { id } }),
    onSuccess: () => say(t('excuses.withdrawn')),
    onError: (error) => say(sentence(error)),
    onSettled: () => {
      setIsOpen(false);
      return outdate(routes.listMyExcuses);
    },
  });
  return (
    <>
      <button
        type="button"
        onClick={() => setIsOpen(true)}
        className="min-h-11 text-14 text-link underline underline-offset-4"
      >
        {t('excuses.withdraw')}
      </button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('excuses.withdrawTitle')}
        about={t('excuses.withdrawAbout')}
        actions={
          <>
            <Button onClick={() => setIsOpen(false)}>{t('common:actions.cancel')}</Button>
            <Button look="danger" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
              {t('excuses.withdraw')}
            </Button>
          </>
        }
      />
    </>
  );
}
