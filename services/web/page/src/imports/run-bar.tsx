import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/field.tsx';
import { Problem } from '../ui/problem.tsx';
import type { StateProps } from './check-step.tsx';
import type { Held } from './held-file.ts';
import { runFile } from './send-file.ts';
import { useFileWords } from './use-file-words.ts';

interface RunBarProps extends Omit<StateProps, 'result'> {
  held: Held;
  /** What is shown is about to be replaced by what was asked for since. */
  isOld: boolean;
}

/** What is about to be imported, and the button that does it: in sight however long the list is. */
export function RunBar({ source, go, held, state, isOld }: RunBarProps) {
  const { t } = useTranslation('imports');
  const words = useFileWords();
  const [skips, setSkips] = useState(false);
  const { ready = 0, invalid = 0 } = state.counts;
  const run = useMutation({
    mutationFn: () => runFile(source, held, skips),
    onSuccess: (started) => queryClient.setQueryData(['import', source.place, started._id], started),
  });
  return (
    <div className="sticky bottom-16 z-20 grid gap-2 rounded-8 border border-line-strong bg-card px-4 py-3 shadow-lg md:bottom-4 md:px-6">
      <Problem>{run.error ? words.ofRefusal(run.error) : undefined}</Problem>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        {ready > 0 && invalid > 0 ? (
          <CheckField
            label={t('options.skip', { count: invalid })}
            hint={t('options.skipAbout')}
            checked={skips}
            onChange={({ target }) => setSkips(target.checked)}
          />
        ) : (
          <p className="text-14 text-quiet md:text-16">{t(ready > 0 ? 'check.nothingYet' : 'check.nothing')}</p>
        )}
        {ready > 0 && (
          <Button
            look="main"
            busy={run.isPending}
            disabled={isOld || (invalid > 0 && !skips)}
            // Whoever has left meanwhile is not brought back.
            onClick={() => run.mutate(undefined, { onSuccess: ({ _id }) => go({ import: _id }, true) })}
          >
            {t('check.run', { what: t(`${source.kind}.unit`, { count: ready }) })}
          </Button>
        )}
      </div>
    </div>
  );
}
