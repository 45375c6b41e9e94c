import { useEffect, useMemo, useRef } from 'react';
import { type Arranged, arrange } from './arrange.ts';
import type { Entry } from './entries.ts';
import type { Filter } from './filters.ts';

/** The order of a list, which moves nobody who is in it. */
export function useOrder(entries: readonly Entry[], filter: Filter, search: string, isHeld: boolean): Arranged {
  const list = `${filter} ${search}`;
  const last = useRef<{ list: string; order: readonly string[] }>({ list, order: [] });
  const arranged = useMemo(() => {
    const before = last.current.list === list ? last.current.order : [];
    return arrange(before, entries, { filter, search, isHeld });
  }, [entries, filter, search, isHeld, list]);
  useEffect(() => {
    last.current = { list, order: arranged.order };
  });
  return arranged;
}
