import { type Entry, isFound, isIn } from './entries.ts';
import type { Filter } from './filters.ts';

interface Wanted {
  filter: Filter;
  search: string;
  /** Somebody points at the list: nobody enters it, and nobody leaves. */
  isHeld: boolean;
}

export interface Arranged {
  /** By name; or, where they come in one by one, the first to come first. */
  order: readonly string[];
  /** How many would be here, too, if the list were not held. */
  waiting: number;
}

/** Lists whose members come one after the other: the last is shown first. The others are by name. */
export function isByArrival(filter: Filter): boolean {
  return filter !== 'all' && filter !== 'missing';
}

/** Who is on a list. Whoever was there keeps the place, and who is new comes after. */
export function arrange(before: readonly string[], entries: readonly Entry[], wanted: Wanted): Arranged {
  const { filter, search, isHeld } = wanted;
  const members = entries.filter((entry) => isIn(entry, filter) && (search === '' || isFound(entry, search)));
  const isMember = new Set(members.map(({ studentId }) => studentId));
  if (isHeld && before.length > 0) {
    const listed = new Set(before);
    const waiting = members.filter(({ studentId }) => !listed.has(studentId)).length;
    return { order: before, waiting };
  }
  if (!isByArrival(filter)) return { order: [...isMember], waiting: 0 };
  const stay = before.filter((studentId) => isMember.has(studentId));
  const staying = new Set(stay);
  const fresh = members.filter(({ studentId }) => !staying.has(studentId)).sort(byTime);
  return { order: [...stay, ...fresh.map(({ studentId }) => studentId)], waiting: 0 };
}

function byTime({ mark: one }: Entry, { mark: other }: Entry): number {
  const [a, b] = [one?.recordedAt ?? '', other?.recordedAt ?? ''];
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * A list as rows of a grid. Where the last to come are shown first, whole rows are: nobody changes the column when somebody
 * comes, and a row moves down only when a new one begins above it.
 */
export function toRows(order: readonly string[], columns: number, isLastFirst: boolean): string[][] {
  const rows: string[][] = [];
  for (let start = 0; start < order.length; start += columns) rows.push(order.slice(start, start + columns));
  return isLastFirst ? rows.reverse() : rows;
}

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

/** Who an arrow leads to; the first, or the last, when nobody is chosen. Undefined at the edge. */
export function neighbour(rows: readonly string[][], from: string | undefined, arrow: Arrow): string | undefined {
  const y = rows.findIndex((row) => from !== undefined && row.includes(from));
  if (arrow === 'Home') return rows[0]?.[0];
  if (arrow === 'End') return rows.at(-1)?.at(-1);
  if (y === -1) return arrow === 'ArrowUp' || arrow === 'ArrowLeft' ? rows.at(-1)?.at(-1) : rows[0]?.[0];
  const x = rows[y]?.indexOf(from ?? '') ?? 0;
  if (arrow === 'ArrowLeft') return rows[y]?.[x - 1] ?? rows[y - 1]?.at(-1);
  if (arrow === 'ArrowRight') return rows[y]?.[x + 1] ?? rows[y + 1]?.[0];
  const row = rows[arrow === 'ArrowUp' ? y - 1 : y + 1];
  return row?.[x] ?? row?.at(-1);
}
