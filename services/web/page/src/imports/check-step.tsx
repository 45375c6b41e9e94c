import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { number } from '../words/format.ts';
import { CheckColumns } from './check-columns.tsx';
import { CheckedRows } from './checked-rows.tsx';
import { type Held, useHeld } from './held-file.ts';
import { OptionsForm } from './options-form.tsx';
import type { ImportResult } from './results.ts';
import { RunBar } from './run-bar.tsx';
import type { AnyImport } from './source.ts';
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
  const held = useHeld(state._id);
  // What was changed since, which the rows that are shown know nothing of.
  const [draft, setDraft] = useState<Held>();
  const again = useTry(source, (id) => go({ import: id, result }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: with the next dry run it is what is shown
  useEffect(() => setDraft(undefined), [state._id]);

  function change(part: Partial<Held>) {
    if (!held) return;
    const next = { ...held, ...draft, ...part };
    setDraft(next);
    again.start(next);
  }

  if (state.status === 'failed') return <Failed {...{ go, state }} />;
  return (
    <>
      <FileCard {...{ go, state, held }} />
      <CheckColumns {...{ source, state }} isDisabled={!held} onChange={(columns) => change({ columns })} />
      {held && (
        <OptionsForm source={source} options={(draft ?? held).options} onChange={(options) => change({ options })} />
      )}
      <div className="grid justify-items-start gap-3 empty:hidden has-[>:only-child:empty]:hidden">
        <Problem>{again.error ? words.ofRefusal(again.error) : undefined}</Problem>
        {again.error && draft && <Button onClick={() => again.start(draft)}>{t('check.again')}</Button>}
      </div>
      <CheckedRows {...{ source, go, state, result }} isOld={draft !== undefined} />
      {held && isOver(state) && <RunBar {...{ source, go, held, state }} isOld={draft !== undefined} />}
    </>
  );
}

function FileCard({ go, state, held }: Pick<StateProps, 'go' | 'state'> & { held: Held | undefined }) {
  const { t } = useTranslation('imports');
  return (
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
