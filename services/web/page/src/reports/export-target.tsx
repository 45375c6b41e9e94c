import { routes } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPages } from '../api/query.ts';
import { SelectField } from '../ui/field.tsx';
import { Failure } from '../ui/states.tsx';

interface ExportTargetProps {
  what: 'class' | 'course';
  value: string;
  onChange: (id: string) => void;
}

/** Which class or course, of all that one has, archived ones too. */
export function ExportTarget({ what, value, onChange }: ExportTargetProps) {
  const { t, i18n } = useTranslation('reports');
  const isClass = what === 'class';
  const classes = useWhole(
    useInfiniteQuery({
      ...asksPages(routes.listClasses, { query: { archived: 'any', limit: 1000 } }),
      enabled: isClass,
    }),
  );
  const courses = useWhole(
    useInfiniteQuery({
      ...asksPages(routes.listCourses, { query: { archived: 'any', limit: 200 } }),
      enabled: !isClass,
    }),
  );
  const query = isClass ? classes : courses;
  if (query.isError) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  const choices = isClass
    ? classes.items.map(({ _id, className, course }) => ({
        id: _id,
        name: course ? `${course.code} · ${className} (${course.term})` : className,
      }))
    : courses.items.map(({ _id, code, name, term }) => ({ id: _id, name: `${code} · ${name} (${term})` }));
  const sorted = choices.toSorted((a, b) => a.name.localeCompare(b.name, i18n.language, { numeric: true }));
  return (
    <SelectField label={t(what)} required value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{query.isPending ? t('exports.loading') : t('exports.choose')}</option>
      {sorted.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

interface Pages<Item> {
  data: { pages: { items: readonly Item[] }[] } | undefined;
  error: Error | null;
  isPending: boolean;
  isError: boolean;
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

/** A list of which all pages are wanted. */
function useWhole<Item>(query: Pages<Item>) {
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { ...query, items: data?.pages.flatMap(({ items }) => items) ?? [] };
}
