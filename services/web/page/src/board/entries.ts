import type { Change } from '@rollcall/contracts';
import { type ShownStatus, shownStatus } from '../ui/status.tsx';
import { type Filter, filters } from './filters.ts';

export interface Person {
  studentId: string;
  name: string | null;
  /** What tells two of the same name apart: the number, else the address. */
  detail: string | null;
}

/** Somebody's place on the board. */
export interface Entry extends Person {
  /** Undefined while nobody and nothing has marked them in this round. */
  mark: Change | undefined;
  shown: ShownStatus;
}

/** A mark of this page that the board does not show yet; it is only hoped for until the server has stored it. */
export interface OwnMark {
  mark: Change;
  isStored: boolean;
  /** What the board showed then. */
  over: Change | undefined;
}

/** Everybody by name, then whoever is marked and on no list any more. */
export function entriesOf(
  people: readonly Person[],
  marks: ReadonlyMap<string, Change>,
  own: ReadonlyMap<string, OwnMark> = new Map(),
): Entry[] {
  const known = new Set(people.map(({ studentId }) => studentId));
  const strangers = [...marks.keys()].filter((studentId) => !known.has(studentId));
  const everybody = [...people, ...strangers.map((studentId) => ({ studentId, name: null, detail: null }))];
  return everybody.map((person) => {
    const mark = latestMark(marks.get(person.studentId), own.get(person.studentId));
    return { ...person, mark, shown: shownStatus(mark?.status ?? null, mark?.verification ?? null) };
  });
}

/** What this page has marked stands until the board shows it, or something later. */
function latestMark(shown: Change | undefined, own: OwnMark | undefined): Change | undefined {
  if (!own || (shown && shown.roundNumber > own.mark.roundNumber)) return shown;
  const isOlder = shown === own.over || !shown || shown.recordedAt < own.mark.recordedAt;
  return own.isStored && !isOlder ? shown : own.mark;
}

export function isIn(entry: Entry, filter: Filter): boolean {
  const { mark } = entry;
  const counts = mark?.verification === 'rejected' ? 'absent' : mark?.status;
  if (filter === 'all') return true;
  if (filter === 'in') return counts === 'present' || counts === 'late';
  if (filter === 'missing') return counts === undefined || counts === 'absent';
  if (filter === 'flagged') return mark?.verification === 'flagged';
  return counts === filter;
}

export function countEntries(entries: readonly Entry[]): Record<Filter, number> {
  const counts = { in: 0, all: 0, missing: 0, late: 0, flagged: 0, excused: 0 };
  for (const entry of entries) {
    for (const filter of filters) if (isIn(entry, filter)) counts[filter] += 1;
  }
  return counts;
}

/** Whether the words are in a name or beside it, whatever the case and the accents. */
export function isFound({ name, detail }: Person, search: string): boolean {
  const text = plain(`${name ?? ''} ${detail ?? ''}`);
  return plain(search)
    .split(' ')
    .every((word) => text.includes(word));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .trim();
}
