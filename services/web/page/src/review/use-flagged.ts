import type { CallData, RollcallError } from '@rollcall/client';
import { type RecordWithHistory, routes, type Session } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query.ts';

export type SessionReport = CallData<typeof routes.sessionReport>;

/** A session with what waits in it, the oldest first, and its report, which knows the names. */
export interface FlaggedSession {
  session: Session;
  records: readonly RecordWithHistory[];
  report: SessionReport;
}

const PAGE_SIZE = 200;
const MAX_PAGES = 5;
const AT_ONCE = 8;

/** What waits for a decision: in one session, or in all of one's own, the last begun first. */
export function useFlagged(sessionId: string | undefined) {
  return useQuery<FlaggedSession[], RollcallError>({
    queryKey: keyOf(sessionId),
    queryFn: ({ signal }) => (sessionId ? ofOne(sessionId, signal) : ofAll(signal)),
  });
}

/** Takes a record out of the list, once it is decided. */
export function dropFlagged(sessionId: string | undefined, recordId: string): void {
  queryClient.setQueryData<FlaggedSession[]>(keyOf(sessionId), (before) =>
    before
      ?.map((one) => ({ ...one, records: one.records.filter(({ _id }) => _id !== recordId) }))
      .filter(({ records }) => records.length > 0),
  );
}

function keyOf(sessionId: string | undefined) {
  return [routes.listFlagged.name, 'review', sessionId ?? 'all'];
}

async function ofOne(sessionId: string, signal: AbortSignal): Promise<FlaggedSession[]> {
  const session = await call(routes.getSession, { ids: { id: sessionId } }, { signal });
  return flaggedOf(session, signal);
}

/** Session after session, until as many are found as there are: what waits is seldom old. */
async function ofAll(signal: AbortSignal): Promise<FlaggedSession[]> {
  let missing = (await call(routes.teacherReport, {}, { signal })).flagged;
  const found: FlaggedSession[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < MAX_PAGES && missing > 0 && cursor !== null; page += 1) {
    const query = { limit: PAGE_SIZE, ...(cursor && { cursor }) };
    const { items, nextCursor } = await call(routes.listSessions, { query }, { signal });
    const begun = items.filter(({ status }) => status !== 'scheduled' && status !== 'cancelled');
    for (let start = 0; start < begun.length && missing > 0; start += AT_ONCE) {
      const some = begun.slice(start, start + AT_ONCE);
      const flagged = (await Promise.all(some.map((session) => flaggedOf(session, signal)))).flat();
      found.push(...flagged);
      missing -= flagged.reduce((sum, { records }) => sum + records.length, 0);
    }
    cursor = nextCursor;
  }
  return found;
}

/** One of these, or none. */
async function flaggedOf(session: Session, signal: AbortSignal): Promise<FlaggedSession[]> {
  const ids = { id: session._id };
  const { items } = await call(routes.listFlagged, { ids, query: { limit: 1_000 } }, { signal });
  if (items.length === 0) return [];
  const report = await call(routes.sessionReport, { ids }, { signal });
  return [{ session, report, records: items.toSorted((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1)) }];
}
