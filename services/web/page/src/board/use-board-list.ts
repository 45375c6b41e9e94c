import type { Change, Session } from '@rollcall/contracts';
import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { asks } from '../api/query.ts';
import { isByArrival, toRows } from './arrange.ts';
import { countEntries, type Entry, entriesOf, type OwnMark, type Person } from './entries.ts';
import type { Filter } from './filters.ts';
import { useOrder } from './use-order.ts';

const nobody: readonly Person[] = [];
const nothing: ReadonlyMap<string, Change> = new Map();

/** Everybody of the board with their marks, and how many there are of each kind. */
export function useEntries(
  session: Session,
  people: readonly Person[] | undefined,
  marks: ReadonlyMap<string, Change> | undefined,
  own: ReadonlyMap<string, OwnMark>,
) {
  const everybody = useWithStrangers(session, people, marks);
  return useMemo(() => {
    const entries = entriesOf(everybody, marks ?? nothing, own);
    const byId = new Map(entries.map((entry): [string, Entry] => [entry.studentId, entry]));
    return { entries, byId, counts: countEntries(entries) };
  }, [everybody, marks, own]);
}

/** Whoever is marked and has left the class since has a name all the same. */
function useWithStrangers(
  session: Session,
  people: readonly Person[] | undefined,
  marks: ReadonlyMap<string, Change> | undefined,
): readonly Person[] {
  const known = useMemo(() => new Set(people?.map(({ studentId }) => studentId)), [people]);
  const hasStrangers = useMemo(
    () => people !== undefined && marks !== undefined && [...marks.keys()].some((id) => !known.has(id)),
    [people, marks, known],
  );
  const report = useQuery({ ...asks(routes.sessionReport, { ids: { id: session._id } }), enabled: hasStrangers });
  return useMemo(() => {
    const strangers = (report.data?.students ?? [])
      .filter(({ studentId }) => !known.has(studentId))
      .map(({ studentId, name }): Person => ({ studentId, name, detail: null }));
    if (!people) return nobody;
    return strangers.length > 0 ? [...people, ...strangers] : people;
  }, [people, known, report.data]);
}

/** A list of the board as rows. Typing and pointing go before what comes in. */
export function useRows(
  entries: readonly Entry[],
  { filter, search, isHeld, columns }: { filter: Filter; search: string; isHeld: boolean; columns: number },
) {
  const { order, waiting } = useOrder(useDeferredValue(entries), filter, useDeferredValue(search), isHeld);
  const isLastFirst = isByArrival(filter);
  const rows = useMemo(() => toRows(order, columns, isLastFirst), [order, columns, isLastFirst]);
  return { rows, waiting, isLastFirst };
}
