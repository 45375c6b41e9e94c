import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import type { Range } from '../reports/period.ts';
import { SelectField } from '../ui/field.tsx';
import { timeZone } from '../words/format.ts';

interface TermFilterProps {
  range: Range;
  value: string | undefined;
  onChange: (term: string | undefined) => void;
}

/** Terms are what institutions write into their courses: those that the report of all terms knows can be chosen. */
export function TermFilter({ range, value, onChange }: TermFilterProps) {
  const { t } = useTranslation('reports');
  const { data } = useQuery(asks(routes.institutionReport, { query: { ...range, timeZone, by: 'week' } }));
  const terms = useMemo(() => {
    const known = new Set(data?.courses.flatMap(({ term }) => term ?? []));
    return [...known.add(value ?? '')].filter(Boolean).sort((a, b) => b.localeCompare(a, undefined, { numeric: true }));
  }, [data, value]);
  return (
    <SelectField
      label={t('compared.term')}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
    >
      <option value="">{t('compared.allTerms')}</option>
      {terms.map((term) => (
        <option key={term} value={term}>
          {term}
        </option>
      ))}
    </SelectField>
  );
}
