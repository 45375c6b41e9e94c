import type { Board } from '@rollcall/client';
import type { AttendanceRecord } from '@rollcall/contracts';
import type { Acknowledged } from './scan-log.ts';

export interface Evidence {
  /** Ids of all students of the class. */
  students: readonly string[];
  acknowledged: readonly Acknowledged[];
  /** Ids of the students who sent nothing. */
  neverScanned: ReadonlySet<string>;
  records: readonly Pick<AttendanceRecord, '_id' | 'studentId' | 'status'>[];
}

export interface Verdict {
  present: number;
  absent: number;
  /** Acknowledged scans that the record does not hold as present or late. */
  lost: number;
  /** Students with more than one record. */
  doubled: number;
  /** Students without any record, or in the room by the record though they never scanned. */
  wrong: number;
}

export const here = (record: Pick<AttendanceRecord, 'status'>) =>
  record.status === 'present' || record.status === 'late';

/** Holds the record against what the clients were told. */
export function judge({ students, acknowledged, neverScanned, records }: Evidence): Verdict {
  const byStudent = Map.groupBy(records, (record) => record.studentId);
  const isIn = ({ studentId, recordId }: Acknowledged) =>
    (byStudent.get(studentId) ?? []).some((record) => record._id === recordId && here(record));
  const isWrong = (studentId: string) => {
    const own = byStudent.get(studentId) ?? [];
    return own.length === 0 || (neverScanned.has(studentId) && own.some(here));
  };
  return {
    present: records.filter(here).length,
    absent: records.filter(({ status }) => status === 'absent').length,
    lost: acknowledged.filter((scan) => !isIn(scan)).length,
    doubled: [...byStudent.values()].filter(({ length }) => length > 1).length,
    wrong: students.filter(isWrong).length,
  };
}

/** Whether a board shows exactly what the record holds: the same students, statuses and times. */
export function boardEqualsRecord(board: Board, records: readonly AttendanceRecord[]): boolean {
  const key = ({
    studentId,
    roundNumber,
    status,
    recordedAt,
  }: Pick<AttendanceRecord, 'studentId' | 'roundNumber' | 'status' | 'recordedAt'>) =>
    `${studentId} ${roundNumber} ${status} ${recordedAt}`;
  const shown = [...board.marks.values()].map(key).sort();
  const stored = records.map(key).sort();
  return shown.length === stored.length && shown.every((mark, index) => mark === stored[index]);
}
