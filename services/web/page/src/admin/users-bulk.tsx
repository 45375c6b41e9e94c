import { type ManagedUser, routes } from '@rollcall/contracts';
import { Ban, CircleCheck, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outdate } from '../api/query.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { type Outcome, setDisabled } from './set-disabled.ts';

/** What can be done with several people at once, and how far it is. */
export function UsersBulk({ users, onClear }: { users: readonly ManagedUser[]; onClear: () => void }) {
  const { t } = useTranslation(['admin', 'common']);
  const sentence = useErrorSentence('admin');
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const enabled = users.filter(({ disabled }) => !disabled);
  const disabled = users.filter((user) => user.disabled);

  async function run(some: readonly ManagedUser[], isDisabling: boolean) {
    setProgress({ done: 0, total: some.length });
    const outcome = await setDisabled(some, isDisabling, (done) => setProgress({ done, total: some.length }));
    await outdate(routes.listUsers, routes.getUser);
    setProgress(undefined);
    onClear();
    tell(outcome, isDisabling, () => setDisabled(outcome.done, !isDisabling));
  }

  function tell({ done, failed }: Outcome, isDisabling: boolean, undo?: () => Promise<Outcome>) {
    const [first] = failed;
    if (first) {
      const values = { name: first.user.name, why: sentence(first.error), count: failed.length - 1 };
      say(t(failed.length > 1 ? 'users.bulk.failedMore' : 'users.bulk.failed', values));
    }
    if (done.length === 0) return;
    say(
      t(isDisabling ? 'users.bulk.disabled' : 'users.bulk.enabled', { count: done.length }),
      undo && {
        label: t('common:actions.undo'),
        act: async () => {
          const back = await undo();
          await outdate(routes.listUsers, routes.getUser);
          tell(back, !isDisabling);
        },
      },
    );
  }

  return (
    <section
      aria-label={t('users.bulk.label')}
      className="sticky bottom-16 z-20 mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-8 border border-line-strong bg-card px-4 py-3 shadow-lg md:bottom-4 md:px-6"
    >
      <div className="-ml-2 flex items-center">
        <IconButton icon={X} label={t('users.bulk.clear')} disabled={progress !== undefined} onClick={onClear} />
        <p role="status" className="font-medium tabular-nums">
          {progress ? t('users.bulk.working', progress) : t('users.chosen', { count: users.length })}
        </p>
      </div>
      <div className="flex flex-wrap gap-3">
        {disabled.length > 0 && (
          <Button icon={CircleCheck} busy={progress !== undefined} onClick={() => run(disabled, false)}>
            {t('users.bulk.enable')}
          </Button>
        )}
        {enabled.length > 0 && (
          <Button icon={Ban} busy={progress !== undefined} onClick={() => run(enabled, true)}>
            {t('users.bulk.disable')}
          </Button>
        )}
      </div>
    </section>
  );
}
