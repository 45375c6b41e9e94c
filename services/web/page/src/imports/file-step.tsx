import { RollcallError } from '@rollcall/client';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { takeFile } from './chosen-file.ts';
import { type ColumnChoices, missingIn } from './columns.ts';
import { ColumnsForm } from './columns-form.tsx';
import { DropZone } from './drop-zone.tsx';
import { Example } from './example.tsx';
import { hold, holdFile, useHeld } from './held-file.ts';
import { useFileWords } from './use-file-words.ts';
import { useTry } from './use-try.ts';
import type { StepProps } from './wizard.tsx';

/** The first step: a file, and where its titles say nothing, which column is which. */
export function FileStep({ source, go }: StepProps) {
  const { t } = useTranslation(['imports', 'common']);
  const words = useFileWords();
  const held = useHeld(source.place);
  const attempt = useTry(source, (id) => go({ import: id }, true));
  const [problem, setProblem] = useState<string>();

  async function choose(files: readonly File[]) {
    attempt.reset();
    setProblem(undefined);
    const taken = await takeFile(files);
    if (typeof taken === 'string') setProblem(words.ofFile(taken, files[0]?.size ?? 0));
    else attempt.start(holdFile(source.place, taken));
  }

  const titles = attempt.data && 'titles' in attempt.data ? attempt.data.titles : undefined;
  const refusal = attempt.error ? words.ofRefusal(attempt.error) : undefined;
  return (
    <>
      <Card className="grid gap-4 p-4 md:p-6">
        <DropZone busyWith={attempt.isPending ? held?.file.name : undefined} onFiles={choose} />
        <Problem>{problem ?? refusal}</Problem>
        {attempt.error instanceof RollcallError && attempt.error.temporary && held && (
          <Button className="justify-self-start" onClick={() => attempt.start(held)}>
            {t('common:actions.retry')}
          </Button>
        )}
      </Card>
      {titles && held ? (
        <MissingColumns
          key={held.file.name}
          {...{ source, titles, isBusy: attempt.isPending }}
          onDone={(columns) => {
            const next = { ...held, columns };
            hold(source.place, next);
            attempt.start(next);
          }}
        />
      ) : (
        <Example source={source} />
      )}
    </>
  );
}

interface MissingProps extends Pick<StepProps, 'source'> {
  titles: string[];
  isBusy: boolean;
  onDone: (columns: ColumnChoices) => void;
}

function MissingColumns({ source, titles, isBusy, onDone }: MissingProps) {
  const { t } = useTranslation('imports');
  const [choices, setChoices] = useState<ColumnChoices>({});
  const [isTold, setTold] = useState(false);
  const missing = missingIn(source.needs, choices);
  const form = useRef<HTMLFormElement>(null);
  // It comes where an example was, maybe below the window.
  useEffect(() => form.current?.querySelector('select')?.focus(), []);
  return (
    <Card title={t('columns.title')} className="pb-4 md:pb-6">
      <form
        ref={form}
        className="grid gap-4 px-4 pt-2 md:px-6"
        onSubmit={(event) => {
          event.preventDefault();
          setTold(true);
          const all = Object.fromEntries(source.fields.map(({ name }) => [name, choices[name] ?? null]));
          if (missing.length === 0) onDone(all);
        }}
      >
        <p className="text-quiet">{t('columns.missing')}</p>
        <ColumnsForm {...{ source, titles, choices }} missing={isTold ? missing : []} onChange={setChoices} />
        <div>
          <Button type="submit" look="main" busy={isBusy}>
            {t('columns.check')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
