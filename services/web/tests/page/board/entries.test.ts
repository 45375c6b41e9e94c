import type { Change } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { countEntries, entriesOf, isFound, type Person } from '../../../page/src/board/entries.ts';

const person = (studentId: string): Person => ({ studentId, name: studentId, detail: null });
const mark = (studentId: string, more: Partial<Change> = {}): Change => ({
  studentId,
  roundNumber: 1,
  status: 'present',
  verification: 'confirmed',
  method: 'qr',
  recordedAt: '2026-03-02T08:01:00.000Z',
  ...more,
});
const byId = (...marks: Change[]) => new Map(marks.map((one) => [one.studentId, one]));

test('students are counted by what counts: a rejected record is missing, a flagged one is in and flagged', () => {
  const people = ['anna', 'ben', 'cem', 'dora', 'eve'].map(person);
  const marks = byId(
    mark('anna'),
    mark('ben', { status: 'late', verification: 'flagged' }),
    mark('cem', { verification: 'rejected' }),
    mark('dora', { status: 'excused' }),
  );
  const counts = countEntries(entriesOf(people, marks));
  expect(counts).toEqual({ in: 2, all: 5, missing: 2, late: 1, flagged: 1, excused: 1 });
});

test('whoever is marked and on no list is there all the same, without a name', () => {
  expect(entriesOf([person('anna')], byId(mark('gone')))).toMatchObject([
    { studentId: 'anna', shown: 'waiting' },
    { studentId: 'gone', name: null, shown: 'present' },
  ]);
});

test('a mark of this page shows at once, and stands until the board has it or something later', () => {
  const scan = mark('anna');
  const own = mark('anna', { status: 'absent', method: 'manual', recordedAt: '2026-03-02T08:02:00.000Z' });
  const statusWith = (shown: Change | undefined, isStored: boolean, over: Change | undefined = scan) =>
    entriesOf([person('anna')], shown ? byId(shown) : byId(), new Map([['anna', { mark: own, isStored, over }]]))[0]
      ?.mark?.status;
  expect(statusWith(scan, false)).toBe('absent');
  expect(statusWith(scan, true)).toBe('absent');
  expect(statusWith(undefined, true, undefined)).toBe('absent');
  expect(statusWith(mark('anna', { status: 'late', recordedAt: '2026-03-02T08:03:00.000Z' }), true)).toBe('late');
  expect(statusWith(mark('anna', { status: 'excused', roundNumber: 2 }), false)).toBe('excused');
});

test.each([
  ['zolc', true],
  ['ŻÓŁĆ luk', true],
  ['4711', true],
  ['zolc mayer', false],
])('%s finds Łukasz Żółć, 4711: %s', (search, isThere) => {
  expect(isFound({ studentId: '1', name: 'Łukasz Żółć', detail: '4711' }, search)).toBe(isThere);
});
