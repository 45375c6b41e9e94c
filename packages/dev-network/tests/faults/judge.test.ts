import type { AttendanceStatus } from '@rollcall/contracts';
import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/demo/scan-log.ts';
import { judgeEvents } from '../../src/faults/heard-events.ts';
import { type Evidence, judgeRun, type Row } from '../../src/faults/judge.ts';
import { judgeWall } from '../../src/faults/judge-wall.ts';

const START_MS = Date.parse('2026-03-02T08:00:00.000Z');
const at = (ms: number) => new Date(START_MS + ms).toISOString();

const row = (studentId: string, status: AttendanceStatus, ms: number): Row => ({
  _id: `s.1.${studentId}`,
  studentId,
  roundNumber: 1,
  status,
  recordedAt: at(ms),
});
const acknowledged = (studentId: string, ms: number, more: Partial<Attempt['mark']> = {}): Attempt => ({
  studentId,
  sentAtMs: START_MS + ms - 10,
  answeredAtMs: START_MS + ms + 10,
  mark: { recordId: `s.1.${studentId}`, status: 'present', recordedAt: at(ms), alreadyRecorded: false, ...more },
});
const refused = (studentId: string, ms: number, refusedAs: string): Attempt => ({
  studentId,
  sentAtMs: START_MS + ms - 10,
  answeredAtMs: START_MS + ms + 10,
  refusedAs,
});

/** Anna and Ben were acknowledged, Cem was refused, Dana never scanned; the end was at 9 s. */
function evidence(change: (rows: Row[]) => Row[] = (rows) => rows, more: Partial<Evidence> = {}): Evidence {
  const rows = change([row('anna', 'present', 1_000), row('ben', 'present', 2_000), absent('cem'), absent('dana')]);
  const count = (status: AttendanceStatus) => rows.filter((one) => one.status === status).length;
  const [present, late, absences] = [count('present'), count('late'), count('absent')];
  const summary = { present, late, absent: absences, excused: 0, total: 4 };
  return {
    students: ['anna', 'ben', 'cem', 'dana'],
    neverScanned: new Set(['dana']),
    log: {
      attempts: [acknowledged('anna', 1_000), acknowledged('ben', 2_000), refused('cem', 9_500, 'session_not_active')],
    },
    rows,
    records: rows,
    board: { marks: new Map(rows.map((one) => [one.studentId, shown(one)])), summary },
    session: { endedAt: at(9_000), summary },
    endKnownAtMs: START_MS + 9_050,
    expected: 'present',
    ...more,
  };
}
const absent = (studentId: string) => row(studentId, 'absent', 9_000);
const shown = (one: Row) => ({ ...one, verification: 'confirmed' as const, method: 'qr' as const });
const replace = (studentId: string, by: Row[]) => (rows: Row[]) =>
  rows.flatMap((one) => (one.studentId === studentId ? by : [one]));
const offences = (given: Evidence) => judgeRun(given).map(({ offence }) => offence);
const words = (given: Evidence) => judgeRun(given).map(({ what }) => what);

test('nothing is found when the record holds what the clients were told', () => {
  expect(judgeRun(evidence())).toEqual([]);
});

describe('lost is an acknowledged scan', () => {
  test('without a row', () => {
    expect(offences(evidence(replace('anna', [])))).toEqual(['lost', 'wrong']);
  });

  test.each([
    ['that is absent in the record', absent('anna')],
    ['that has another status', row('anna', 'late', 1_000)],
    ['that has another instant', row('anna', 'present', 1_001)],
  ])('%s', (_, other) => {
    expect(offences(evidence(replace('anna', [other])))).toContain('lost');
  });

  test('whose second acknowledgement says what the record has, and the first did not', () => {
    const attempts = [acknowledged('anna', 1_000, { recordedAt: at(990) }), acknowledged('anna', 1_000)];
    const log = { attempts };
    expect(offences(evidence(undefined, { log }))).toEqual(['lost']);
  });
});

test('doubled is a student with two rows in a round', () => {
  const twice = [row('ben', 'present', 2_000), { ...row('ben', 'present', 2_000), _id: 'another' }];
  expect(offences(evidence(replace('ben', twice)))).toContain('doubled');
});

describe('a mismatch is', () => {
  const { rows, board, session } = evidence();
  const sums = { present: 1, late: 0, absent: 3, excused: 0, total: 4 };
  test.each([
    ['a record that the teacher is not told', { records: rows.slice(1) }],
    ['a mark that the board lacks', { board: { ...board, marks: new Map([...board.marks].slice(1)) } }],
    ['another sum on the board', { board: { ...board, summary: sums } }],
    ['another sum of the session', { session: { ...session, summary: sums } }],
    ['a session that has none', { session: { ...session, summary: null } }],
  ])('%s', (_, more) => {
    expect(offences(evidence(undefined, more))).toEqual(['mismatch']);
  });
});

describe('wrong is', () => {
  test('a student without a record', () => {
    expect(words(evidence(replace('dana', [])))).toEqual(['dana has no record']);
  });

  test('who is in without a scan', () => {
    expect(words(evidence(replace('dana', [row('dana', 'present', 3_000)])))).toEqual(['dana is in without a scan']);
  });

  test('who was refused and counts', () => {
    const given = evidence(replace('cem', [row('cem', 'present', 8_990)]));
    expect(words(given)).toEqual(['cem was refused as session_not_active and counts']);
  });

  test('a mark from after the end', () => {
    const given = evidence(replace('anna', [row('anna', 'present', 9_001)]), {
      log: { attempts: [acknowledged('anna', 9_001)] },
      endKnownAtMs: START_MS + 10_000,
    });
    expect(words(given)).toEqual([expect.stringContaining('s.1.anna came after the end')]);
  });

  test('a scan that was sent when the end was known, and accepted', () => {
    const late = { ...acknowledged('anna', 1_000), sentAtMs: START_MS + 9_100, answeredAtMs: START_MS + 9_200 };
    const given = evidence(undefined, { log: { attempts: [late] } });
    expect(words(given)).toContain('anna was accepted when the end was known');
  });

  test('another status than that by Redis’ clock', () => {
    expect(words(evidence(undefined, { expected: 'late' }))).toHaveLength(2);
  });

  test('a time at which the student did not scan', () => {
    const attempts = [{ ...acknowledged('anna', 1_000), sentAtMs: START_MS + 5_000, answeredAtMs: START_MS + 5_010 }];
    expect(words(evidence(undefined, { log: { attempts } }))).toEqual(['anna has a foreign time']);
  });

  test.each([1, 9])('a wall that shows %i codes in three periods', (codes) => {
    expect(judgeWall(codes, 15_500, 5_000)).toHaveLength(1);
    expect(judgeWall(4, 15_500, 5_000)).toEqual([]);
  });
});

test('who has had no answer may be in or not', () => {
  const log = { attempts: [refused('ben', 2_000, 'offline')] };
  const anna = replace('anna', [absent('anna')]);
  expect(offences(evidence(anna, { log }))).toEqual([]);
  expect(offences(evidence((rows) => anna(replace('ben', [absent('ben')])(rows)), { log }))).toEqual([]);
});

test('an event is missing, or there are two for one mark', () => {
  const heard = new Map([
    ['s.1.anna', new Set(['e1'])],
    ['s.1.ben', new Set(['e2', 'e3'])],
  ]);
  expect(judgeEvents(['s.1.anna', 's.1.ben', 's.1.cem'], heard)).toEqual({ missing: 1, twice: 1 });
});
