import { routes } from '@rollcall/contracts';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';

const LONG_MS = 600_000;

/** Names of people and classes by id; what is not known yet, or not any more, has words instead. */
export interface Names {
  person: (id: unknown) => string;
  class: (id: unknown) => string;
}

/** Looks up names, each once. */
export function useNames(people: readonly string[], classes: readonly string[] = []): Names {
  const { t } = useTranslation('admin');
  const users = useQueries({
    queries: unique(people).map((id) => ({
      ...asks(routes.getUser, { ids: { id } }),
      staleTime: LONG_MS,
      retry: false,
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data._id, data.name] as const] : []))),
  });
  const groups = useQueries({
    queries: unique(classes).map((id) => ({
      ...asks(routes.getClass, { ids: { id } }),
      staleTime: LONG_MS,
      retry: false,
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data._id, data.className] as const] : []))),
  });
  return {
    person: (id) => users.get(String(id)) ?? t('somebody'),
    class: (id) => groups.get(String(id)) ?? t('someClass'),
  };
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
