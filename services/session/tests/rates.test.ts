import type { AttendanceStatus, Verification } from '@rollcall/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateOf } from '../src/domain/rates.ts';
import { countResults } from '../src/domain/session-results.ts';
import { type CountedRecord, resultsOf } from '../src/domain/status.ts';
import { tallyStudents } from '../src/domain/tally-class.ts';

type Policy = 'best' | 'every';

const studentId = fc.constantFrom(...Array.from({ length: 6 }, (_, n) => `b${String(n).padStart(23, '0')}`));
const record = fc.record({
  studentId,
  roundNumber: fc.integer({ min: 1, max: 4 }),
  status: fc.constantFrom<AttendanceStatus>('present', 'late', 'absent', 'excused'),
  verification: fc.constantFrom<Verification>('confirmed', 'flagged', 'pending', 'rejected'),
});
const records = fc.uniqueArray(record, { selector: (one) => `${one.roundNumber}.${one.studentId}`, maxLength: 24 });
const session = fc.record({ records, policy: fc.constantFrom<Policy>('best', 'every') });
const sessions = fc.array(session, { maxLength: 12 });

type Session = { records: CountedRecord[]; policy: Policy };

/** Written from the contract's words alone, one student and record at a time. */
function naiveResult({ records, policy }: Session, who: string): string | undefined {
  const mine: string[] = [];
  for (const one of records) {
    if (one.studentId === who) mine.push(one.verification === 'rejected' ? 'absent' : one.status);
  }
  if (policy === 'best') {
    if (mine.includes('present')) return 'present';
    if (mine.includes('late')) return 'late';
    if (mine.includes('excused')) return 'excused';
    return mine.length > 0 ? 'absent' : undefined;
  }
  if (mine.includes('absent')) return 'absent';
  if (mine.includes('excused')) return 'excused';
  if (mine.includes('late')) return 'late';
  return mine.length > 0 ? 'present' : undefined;
}

function naiveStudent(all: Session[], who: string) {
  const counts: Record<string, number> = { present: 0, late: 0, absent: 0, excused: 0, sessions: 0 };
  let inARow = 0;
  for (const one of all) {
    const result = naiveResult(one, who);
    if (result === undefined) continue;
    counts[result] = (counts[result] ?? 0) + 1;
    counts.sessions = (counts.sessions ?? 0) + 1;
    inARow = result === 'absent' ? inARow + 1 : 0;
  }
  return { counts, absencesInARow: inARow };
}

const stored = (one: Session, n: number) =>
  countResults(
    {
      _id: `5${String(n).padStart(23, '0')}`,
      institutionId: 'default',
      classId: 'c'.repeat(24),
      className: 'Physics',
      courseName: null,
      teacherIds: [],
      beginsAt: new Date(n),
      policy: { result: one.policy },
    },
    one.records,
  );

describe('the one definition of numbers is what a naive recount says', () => {
  it('for each student of a class, through what is stored', () => {
    fc.assert(
      fc.property(sessions, (all) => {
        const kept = all.map(stored);
        const rosters = new Map(kept.map(({ studentIds, results }) => [results.rosterId, studentIds]));
        const tallies = tallyStudents(
          kept.map(({ results }) => results),
          rosters,
        );
        const known = new Set(all.flatMap((one) => one.records.map((its) => its.studentId)));
        expect([...tallies.keys()].sort()).toEqual([...known].sort());
        for (const who of known) expect(tallies.get(who)).toEqual(naiveStudent(all, who));
      }),
      { numRuns: 500 },
    );
  });

  it('for a session: its counts are those of its students, each once, in the order of ids', () => {
    fc.assert(
      fc.property(session, (one) => {
        const { studentIds, results } = stored(one, 1);
        const naive: Record<string, number> = { present: 0, late: 0, absent: 0, excused: 0 };
        for (const who of studentIds) {
          const result = naiveResult(one, who) ?? 'none';
          naive[result] = (naive[result] ?? 0) + 1;
        }
        expect(results.counts).toEqual(naive);
        expect(studentIds).toEqual([...new Set(one.records.map((its) => its.studentId))].sort());
        expect(resultsOf(one.records, { result: one.policy }).map(({ status }) => status)).toEqual(
          studentIds.map((who) => naiveResult(one, who)),
        );
      }),
    );
  });

  it('for a rate: between 0 and 1, null without anything to divide by, and the excused change nothing', () => {
    const count = fc.nat(1_000);
    fc.assert(
      fc.property(count, count, count, count, (present, late, absent, excused) => {
        const all = present + late + absent + excused;
        const rate = rateOf({ present, late, absent, excused });
        expect(rate).toBe(all - excused === 0 ? null : (present + late) / (all - excused));
        expect(rateOf({ present, late, absent, excused: 0 })).toBe(rate);
      }),
    );
  });
});
