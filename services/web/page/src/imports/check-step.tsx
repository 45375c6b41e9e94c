import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/field.tsx';
import { Card } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { number } from '../words/format.ts';
import { CheckColumns } from './check-columns.tsx';
import { hold, useHeld } from './held-file.ts';
import { OptionsForm } from './options-form.tsx';
import { Progress } from './progress.tsx';
import { checkedIn, type ImportResult } from './results.ts';
import { RowsCard } from './rows-card.tsx';
import { RunBar } from './run-bar.tsx';
import type { AnyImport, ImportOptions } from './source.ts';
import { useFileWords } from './use-file-words.ts';
import { isOver } from './use-import.ts';
import { useTry } from './use-try.ts';
import type { StepProps } from './wizard.tsx';

export interface StateProps extends StepProps {
  state: AnyImport;
  result: ImportResult | undefined;
}

/** The second step: the table that it will become, and what decides about it. */
export function CheckStep({ source, go, state, result }: StateProps) {
  const { t } = useTranslation('imports');
  const words = useFileWords();
  const held = useHeld(source.place);
  const [skips, setSkips] = useState(false);
  const again = useTry(source, (place) => go({ ...place, result }));

  function change(part: { options: ImportOptions } | { columns: Record<string, string | null> }) {
    if (!held) return;
    const next = { ...held, ...part };
    hold(source.place, next);
    again.mutate(next);
  }

  if (state.status === 'failed') return <Failed {...{ go, state }} />;
  const isChecked = isOver(state);
  const checked = checkedIn(state.counts);
  const { ready = 0, invalid = 0 } = state.counts;
  return (
    <>
      <Card className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 md:px-6">
        {held ? (
          <p className="min-w-0 break-words">
            <span className="font-medium">{held.file.name}</span>{' '}
            <span className="text-quiet">· {t('check.total', { count: state.total, total: number(state.total) })}</span>
          </p>
        ) : (
          <p className="max-w-prose">{t('columns.held')}</p>
        )}
        <Button onClick={() => go({}, true)}>{t(held ? 'file.other' : 'file.choose')}</Button>
      </Card>
      <CheckColumns
        key={state._id}
        {...{ source, state }}
        isDisabled={!held || again.isPending}
        onChange={(columns) => change({ columns })}
      />
      {held && (
        <OptionsForm
          source={source}
          options={held.options}
          isDisabled={again.isPending}
          onChange={(options) => change({ options })}
        >
          {isChecked && invalid > 0 && ready > 0 && (
            <CheckField
              label={t('options.skip', { count: invalid })}
              hint={t('options.skipAbout')}
              checked={skips}
              onChange={({ target }) => setSkips(target.checked)}
            />
          )}
        </OptionsForm>
      )}
      <Problem>{again.error ? words.ofRefusal(again.error) : undefined}</Problem>
      {isChecked ? (
        <RowsCard {...{ source, go, state, result }} title={t('check.title')} isOld={again.isPending} />
      ) : (
        <Card className="p-4 md:p-6">
          <Progress
            done={checked}
            total={state.total}
            words={t('check.checking', { done: number(checked), total: number(state.total) })}
          />
        </Card>
      )}
      {held && isChecked && (
        <RunBar {...{ source, go, held, skips, ready }} waitsFor={skips ? 0 : invalid} isBusy={again.isPending} />
      )}
    </>
  );
}

function Failed({ go, state }: Pick<StateProps, 'go' | 'state'>) {
  const { t } = useTranslation('imports');
  const words = useFileWords();
  return (
    <Card className="grid justify-items-start gap-4 p-4 md:p-6">
      <p role="alert">{t('check.failed', { why: words.ofRow(state.problem) })}</p>
      <Button onClick={() => go({}, true)}>{t('file.other')}</Button>
    </Card>
  );
}
