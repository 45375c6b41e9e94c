import type { AttendanceRecord, RecordFlag } from '@rollcall/contracts';
import type { SessionReport } from './use-flagged.ts';

/** Why a record is doubtful: a sentence of the words under `evidence`, with what it tells. */
export type Evidence =
  | { kind: Exclude<RecordFlag, 'device_shared' | 'outside_geofence'> }
  | { kind: 'outside_geofence'; metres: number | undefined }
  | { kind: 'device_shared'; with: readonly Sharer[] };

export interface Sharer {
  name: string | null;
  recordedAt: string;
}

/**
 * The evidence of a record. Who used the same phone is not told with it; but whoever did is in the same round with the same
 * doubt, so that one other is that one, and of several it is one of them.
 */
export function evidenceOf(record: AttendanceRecord, report: Pick<SessionReport, 'students'>): Evidence[] {
  return record.flags.map((kind) => {
    if (kind === 'device_shared') return { kind, with: sharersOf(record, report) };
    if (kind === 'outside_geofence') return { kind, metres: record.location?.distanceMetres };
    return { kind };
  });
}

function sharersOf({ studentId }: AttendanceRecord, report: Pick<SessionReport, 'students'>): Sharer[] {
  return report.students
    .filter((student) => student.studentId !== studentId)
    .flatMap(({ name, rounds }) => {
      const shared = rounds.find(({ flags }) => flags.includes('device_shared'));
      return shared ? [{ name, recordedAt: shared.recordedAt }] : [];
    });
}

/** The name of a student of the session, null of somebody who is gone. */
export function nameIn(report: SessionReport, studentId: string): string | null {
  return report.students.find((student) => student.studentId === studentId)?.name ?? null;
}
