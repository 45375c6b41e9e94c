import type { CallData, CallInput } from '@rollcall/client';
import { type Route, routes } from '@rollcall/contracts';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';

const LONG_MS = 600_000;
const COMING = '…';

/** Names of people and things by their ids; what is on its way, and what is not there any more, has words instead. */
export interface Names {
  person: (id: unknown) => string;
  class: (id: unknown) => string;
  course: (id: unknown) => string;
  webhook: (id: unknown) => string;
}

interface Wanted {
  people?: readonly string[];
  classes?: readonly string[];
  courses?: readonly string[];
  webhooks?: readonly string[];
}

/** Looks up names, each once. */
export function useNames({ people = [], classes = [], courses = [], webhooks = [] }: Wanted): Names {
  const { t } = useTranslation('audit');
  const person = useNamesOf(routes.getUser, people, ({ name }) => name);
  const group = useNamesOf(routes.getClass, classes, ({ className }) => className);
  const course = useNamesOf(routes.getCourse, courses, ({ code, name }) => `${code} ${name}`);
  const webhook = useNamesOf(routes.getWebhook, webhooks, ({ url }) => new URL(url).host);
  return {
    person: (id) => person(id) ?? t('gonePerson'),
    class: (id) => group(id) ?? t('goneClass'),
    course: (id) => course(id) ?? t('goneCourse'),
    webhook: (id) => webhook(id) ?? t('goneWebhook'),
  };
}

function useNamesOf<R extends Route>(route: R, ids: readonly string[], nameOf: (data: CallData<R>) => string) {
  const known = unique(ids);
  const found = useQueries({
    queries: known.map((id) => ({
      ...asks(route, { ids: { id } } as unknown as CallInput<R>),
      staleTime: LONG_MS,
      gcTime: LONG_MS,
      // What is gone stays gone.
      retry: false,
      retryOnMount: false,
    })),
    combine: (results) =>
      new Map(
        results.map(({ data, isPending }, at) => [
          known[at],
          data !== undefined ? nameOf(data as CallData<R>) : isPending ? COMING : undefined,
        ]),
      ),
  });
  return (id: unknown) => found.get(String(id));
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
