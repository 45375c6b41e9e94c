import { routes } from '@rollcall/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asksAll, asksPages } from '../../api/query.ts';
import { startOfTomorrow } from './start-of-tomorrow.ts';

const PAGE = 30;
const MOST = 200;

/** Those that run, and those that are planned, the next first; with what was planned and is cancelled. */
export function useComingSessions(classId: string) {
  const [tomorrow] = useState(startOfTomorrow);
  const active = useQuery(asksAll(routes.listSessions, { query: { classId, status: 'active', limit: MOST } }));
  const scheduled = useQuery(asksAll(routes.listSessions, { query: { classId, status: 'scheduled', limit: MOST } }));
  const cancelled = useQuery(
    asksAll(routes.listSessions, { query: { classId, status: 'cancelled', from: tomorrow, limit: MOST } }),
  );
  const planned = [...(scheduled.data ?? []), ...(cancelled.data ?? [])].toSorted((a, b) =>
    (a.startsAt ?? '').localeCompare(b.startsAt ?? ''),
  );
  return { active, scheduled, planned };
}

/** Those that are over, the last first; with what was cancelled until today. */
export function usePastSessions(classId: string) {
  const [tomorrow] = useState(startOfTomorrow);
  const query = useInfiniteQuery(asksPages(routes.listSessions, { query: { classId, to: tomorrow, limit: PAGE } }));
  const sessions = query.data?.pages
    .flatMap(({ items }) => items)
    .filter(({ status }) => status !== 'active' && status !== 'scheduled');
  return { query, sessions };
}
