import type { AttendanceRecord, AttendanceStatus } from '@rollcall/contracts';
import { describe, expect, test } from 'vitest';
import { boardEqualsRecord, judge } from '../../src/demo/judge.ts';
import { complaints, type Outcome } from '../../src/demo/outcome.ts';
import { percentile, reportOf } from '../../src/demo/report.ts';
import { ScanLog } from '../../src/demo/scan-log.ts';

const SESSION = '65f0c0ffee65f0c0ffee65f0';

const record = (studentId: string, status: AttendanceStatus = 'present', roundNumber = 1): AttendanceRecord => ({
  _id: `${SESSION}.${roundNumber}.${studentId}`,
  sessionId: SESSION,
  classId: SESSION,
  studentId,
  roundNumber,
  status,
  verification: 'confirmed',
  method: 'qr',
  recordedAt: '2026-03-02T08:00:00.000Z',
  flags: [],
  location: null,
  rev: 1,
});
const acknowledged = (studentId: string) => ({ studentId, recordId: record(studentId)._id, milliseconds: 1 });

const good = {
  students: ['a', 'b', 'c'],
  acknowledged: [acknowledged('a'), acknowledged('b')],
  neverScanned: new Set(['c']),
  records: [record('a'), record('b', 'late'), record('c', 'absent')],
};
const kept = { present: 2, absent: 1, lost: 0, doubled: 0, wrong: 0 };

describe('the verdict', () => {
  test('is clean when the record holds what the clients were told', () => {
    expect(judge(good)).toEqual(kept);
  });

  test('counts an acknowledged scan as lost without its record, and with an absent one', () => {
    expect(judge({ ...good, records: good.records.slice(1) })).toMatchObject({ lost: 1, wrong: 1 });
    const absent = [record('a', 'absent'), ...good.records.slice(1)];
    expect(judge({ ...good, records: absent })).toMatchObject({ lost: 1, absent: 2 });
  });

  test('counts an acknowledged scan as lost when another record took its place', () => {
    expect(judge({ ...good, records: [record('a', 'present', 2), ...good.records.slice(1)] })).toMatchObject({
      lost: 1,
    });
  });

  test('counts a student with two records as doubled', () => {
    expect(judge({ ...good, records: [...good.records, record('a')] })).toMatchObject({ lost: 0, doubled: 1 });
  });

  test('counts as wrong who is in the room without a scan', () => {
    expect(judge({ ...good, records: [...good.records.slice(0, 2), record('c')] })).toMatchObject({ wrong: 1 });
  });

  test('lets a scan count whose answer was lost on its way', () => {
    expect(judge({ ...good, acknowledged: [acknowledged('a')] })).toEqual(kept);
  });
});

describe('a board', () => {
  const board = (...records: AttendanceRecord[]) => ({
    sessionId: SESSION,
    classId: SESSION,
    status: 'active' as const,
    round: null,
    epoch: 'e',
    seq: 1,
    summary: { present: 0, late: 0, absent: 0, excused: 0, total: 0 },
    qr: null,
    marks: new Map(records.map((one) => [one.studentId, one])),
  });

  test('equals the record in any order', () => {
    expect(boardEqualsRecord(board(record('b'), record('a')), [record('a'), record('b')])).toBe(true);
  });

  test.each([
    ['a student is missing', [record('a')]],
    ['a student is too much', [record('a'), record('b'), record('c')]],
    ['a status differs', [record('a'), record('b', 'late')]],
    ['a time differs', [record('a'), { ...record('b'), recordedAt: '2026-03-02T08:00:00.001Z' }]],
  ])('differs when %s', (_, shown) => {
    expect(boardEqualsRecord(board(...shown), [record('a'), record('b')])).toBe(false);
  });
});

describe('the report', () => {
  const outcome = (parts: Partial<Outcome> = {}): Outcome => {
    const log = new ScanLog();
    log.acknowledged.push(...good.acknowledged);
    log.posts = 3;
    log.refuse('token_expired');
    const sockets = { cut: 0, away: 0 };
    const boardIsRecord = { live: true, ended: true };
    return { students: 3, scanners: 2, log, verdict: kept, sockets, boardIsRecord, ...parts };
  };
  const plain = (parts?: Partial<Outcome>) => reportOf(outcome(parts), (_, text) => text);

  test('has a row for every figure', () => {
    expect(plain()).toMatchInlineSnapshot(`
      "
        Students                 3
        Scans acknowledged       2  of 2
        Posts per mark        1.50  1 token_expired
        p50                    1.0  ms to the acknowledgement
        p99                    1.0  ms
        Present                  2
        Absent                   1  1 never scanned
        Board = record         yes  when all had scanned, and after the end
        Lost                     0
        Doubled                  0

        ✓ Every acknowledged scan is in the record, once.

      "
    `);
  });

  test('says what is wrong, and nothing of success', () => {
    const verdict = { present: 1, absent: 1, lost: 1, doubled: 2, wrong: 1 };
    const boardIsRecord = { live: false, ended: false };
    const text = plain({ verdict, boardIsRecord, sockets: { cut: 4, away: 1 } });
    expect(complaints(outcome({ verdict, boardIsRecord, sockets: { cut: 4, away: 1 } }))).toHaveLength(6);
    expect(text).toContain('✕ 1 acknowledged scan is missing in the record.');
    expect(text).toContain('✕ 2 students are in the record twice.');
    expect(text).toMatch(/Board = record +no/);
    expect(text).not.toContain('✓');
  });

  test('complains of students who were not let in', () => {
    const log = new ScanLog();
    log.unserved.set('a', 'offline');
    expect(complaints(outcome({ log }))).toEqual(['1 student was not let in (offline).']);
  });

  test('takes percentiles by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile([7], 0.99), percentile([], 0.5)]).toEqual([
      50,
      99,
      7,
      undefined,
    ]);
  });
});
