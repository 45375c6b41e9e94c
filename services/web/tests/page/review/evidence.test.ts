import type { AttendanceRecord, RecordFlag } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { evidenceOf, nameIn } from '../../../page/src/review/evidence.ts';
import type { SessionReport } from '../../../page/src/review/use-flagged.ts';

const record = (flags: RecordFlag[], more: Partial<AttendanceRecord> = {}) =>
  ({ studentId: 'ben', flags, location: null, ...more }) as AttendanceRecord;

function report(...sharing: string[]): SessionReport {
  const student = (name: string) => ({
    studentId: name,
    name,
    rounds: [
      { flags: [], recordedAt: '2026-03-02T08:00:00.000Z' },
      { flags: sharing.includes(name) ? ['device_shared'] : [], recordedAt: '2026-03-02T08:03:00.000Z' },
    ],
  });
  return { students: ['anna', 'ben', 'cem', 'dora'].map(student) } as unknown as SessionReport;
}

test('the one other with the same doubt is who used the same phone, at that time', () => {
  expect(evidenceOf(record(['device_shared']), report('ben', 'cem'))).toEqual([
    { kind: 'device_shared', with: [{ name: 'cem', recordedAt: '2026-03-02T08:03:00.000Z' }] },
  ]);
});

test('of several others it can be any, and of none nobody is named', () => {
  const sharers = (...others: string[]) => evidenceOf(record(['device_shared']), report('ben', ...others));
  expect(sharers('anna', 'dora')).toMatchObject([{ with: [{ name: 'anna' }, { name: 'dora' }] }]);
  expect(sharers()).toEqual([{ kind: 'device_shared', with: [] }]);
});

test('a phone that was elsewhere tells how far; each doubt is told once, in its order', () => {
  const outside = record(['outside_geofence', 'typed_code'], { location: { verdict: 'outside', distanceMetres: 240 } });
  expect(evidenceOf(outside, report())).toEqual([{ kind: 'outside_geofence', metres: 240 }, { kind: 'typed_code' }]);
});

test('somebody who is gone has no name', () => {
  expect(nameIn(report(), 'anna')).toBe('anna');
  expect(nameIn(report(), 'gone')).toBeNull();
});
