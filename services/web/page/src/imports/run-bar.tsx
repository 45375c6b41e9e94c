import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/problem.tsx';
import { type Held, letGo } from './held-file.ts';
import { runFile } from './send-file.ts';
import { useFileWords } from './use-file-words.ts';
import type { StepProps } from './wizard.tsx';

interface RunBarProps extends StepProps {
  held: Held;
  /** Rows with problems are left out. */
  skips: boolean;
  /** How many rows are good, and how many somebody has to decide about first. */
  ready: number;
  waitsFor: number;
  isBusy: boolean;
}

/** What is about to be imported, and the button that does it: in sight however long the list is. */
export function RunBar({ source, go, held, skips, ready, waitsFor, isBusy }: RunBarProps) {
  const { t } = useTranslation('imports');
  const words = useFileWords();
  const run = useMutation({
    mutationFn: () => runFile(source, held, skips),
    onSuccess: (started) => {
      letGo(source.place);
      queryClient.setQueryData(['import', source.place, started._id], started);
      go({ import: started._id }, true);
    },
  });
  return (
    <div className="sticky bottom-16 z-20 grid gap-2 rounded-8 border border-line-strong bg-card px-4 py-3 shadow-lg md:bottom-4 md:px-6">
      <Problem>{run.error ? words.ofRefusal(run.error) : undefined}</Problem>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-14 text-quiet md:text-16">
          {ready === 0 && t('check.nothing')}
          {ready > 0 && (waitsFor === 0 ? t('check.nothingYet') : t('check.decide', { count: waitsFor }))}
        </p>
        {ready > 0 && (
          <Button look="main" busy={run.isPending} disabled={isBusy || waitsFor > 0} onClick={() => run.mutate()}>
            {t('check.run', { what: t(`${source.kind}.unit`, { count: ready }) })}
          </Button>
        )}
      </div>
    </div>
  );
}
