import type { RosterImportResult, UserImportResult } from '@rollcall/contracts';
import {
  ArrowRightLeft,
  Check,
  CircleHelp,
  CirclePlus,
  Copy,
  type LucideIcon,
  Minus,
  TriangleAlert,
  UserPlus,
  Users,
} from 'lucide-react';

/** What may become of a row of any import. */
export type ImportResult = RosterImportResult | UserImportResult;

export type Counts = Partial<Record<ImportResult, number>>;

/** How results are told apart, besides by their words. */
export const resultLooks: Record<ImportResult, { icon: LucideIcon; tone: string }> = {
  ready: { icon: CirclePlus, tone: 'bg-present-ground text-present' },
  added: { icon: Check, tone: 'bg-present-ground text-present' },
  moved: { icon: ArrowRightLeft, tone: 'bg-present-ground text-present' },
  created: { icon: UserPlus, tone: 'bg-present-ground text-present' },
  already: { icon: Minus, tone: 'bg-waiting-ground text-waiting' },
  exists: { icon: Minus, tone: 'bg-waiting-ground text-waiting' },
  other_class: { icon: Users, tone: 'bg-late-ground text-late' },
  duplicate: { icon: Copy, tone: 'bg-late-ground text-late' },
  unknown: { icon: CircleHelp, tone: 'bg-absent-ground text-absent' },
  invalid: { icon: TriangleAlert, tone: 'bg-absent-ground text-absent' },
};

const good: readonly ImportResult[] = ['added', 'moved', 'created'];
const leftOut: readonly ImportResult[] = ['invalid', 'unknown', 'other_class', 'duplicate'];

/** How many rows were imported. */
export function importedIn(counts: Counts): number {
  return sumOf(counts, good);
}

/** The results of rows that somebody may want to mend, in the order of how bad they are; of a run that was refused all that is not done. */
export function leftOutIn(counts: Counts): ImportResult[] {
  return [...leftOut, 'ready' as const].filter((result) => (counts[result] ?? 0) > 0);
}

export function sumOf(counts: Counts, results: readonly ImportResult[]): number {
  return results.reduce((sum, result) => sum + (counts[result] ?? 0), 0);
}

/** How many rows were looked at. */
export function checkedIn(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
