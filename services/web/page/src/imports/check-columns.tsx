import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/page.tsx';
import { choicesOf, missingIn, titlesOf } from './columns.ts';
import { ColumnsForm } from './columns-form.tsx';
import type { AnyImport, ImportSource } from './source.ts';

interface CheckColumnsProps {
  source: ImportSource;
  state: AnyImport;
  isDisabled: boolean;
  /** A choice that the rows can be checked again by. */
  onChange: (choices: Record<string, string | null>) => void;
}

/** How the columns of a list were understood, to be changed: as soon as a change makes sense the rows are checked again. */
export function CheckColumns({ source, state, isDisabled, onChange }: CheckColumnsProps) {
  const { t } = useTranslation('imports');
  const [choices, setChoices] = useState(() => choicesOf(source.fields, state.columns));
  useEffect(() => setChoices(choicesOf(source.fields, state.columns)), [source, state.columns]);
  return (
    <Card title={t('columns.title')}>
      <div className="grid gap-4 p-4 md:px-6">
        <p className="text-quiet">{t('columns.about')}</p>
        <ColumnsForm
          {...{ source, choices, isDisabled }}
          titles={titlesOf(state)}
          missing={missingIn(source.needs, choices)}
          onChange={(next) => {
            setChoices(next);
            if (missingIn(source.needs, next).length === 0) onChange(next);
          }}
        />
      </div>
    </Card>
  );
}
