import type { AttendanceStatus } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { Cell, XlsxSheet } from '@rollcall/tables';
import type { Context } from '../context.ts';
import { noTotals, rateOf, type Totals } from '../domain/attendance-totals.ts';
import { countsAs, resultOf } from '../domain/status.ts';
import type { EndedQuery } from '../store/ended-sessions.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { createDirectory, type Directory, studentCells, studentColumns } from './directory.ts';
import type { FileContent } from './write-file.ts';

const attendanceColumns = [
  ...studentColumns,
  { title: 'Course', width: 24 },
  { title: 'Class', width: 24 },
  { title: 'Began (UTC)', width: 20 },
  { title: 'Ended (UTC)', width: 20 },
  { title: 'Status', width: 10 },
  { title: 'Student id', width: 26 },
];

const summaryColumns = [
  ...studentColumns,
  ...['Sessions', 'Present', 'Late', 'Absent', 'Excused'].map((title) => ({ title, width: 10 })),
  { title: 'Rate', width: 10, isShare: true },
  { title: 'Student id', width: 26 },
];

export interface Progress {
  /** Is awaited after each session. */
  onSession(): Promise<void>;
}

/**
 * The ended sessions of a scope: a row for each student and session, and of an XLSX a sheet before it with each student's
 * totals. One session at a time is in memory, besides who the students are and their totals.
 */
export function attendanceFile(
  context: Context,
  query: EndedQuery,
  { onSession }: Progress,
  trace: Trace,
): FileContent {
  const directory = createDirectory(context, trace);
  const totals = new Map<string, Totals>();

  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const session of context.endedSessions.inOrder(query)) {
      for (const { student, status } of await resultsIn(context, session, directory)) {
        count(totals, student._id, status);
        const { courseName, className, startedAt, endedAt } = session;
        yield [...studentCells(student), courseName, className, startedAt, endedAt, status, student._id];
      }
      await onSession();
    }
  }

  async function* sheets(): AsyncGenerator<XlsxSheet> {
    yield { name: 'Attendance', columns: attendanceColumns, rows: rows() };
    yield { name: 'Summary', columns: summaryColumns, rows: await summaryRows(directory, totals), isFirst: true };
  }

  return { table: { columns: attendanceColumns, rows: rows() }, sheets: sheets() };
}

/** The result of each student who has one, by name. */
async function resultsIn(context: Context, session: SessionDocument, directory: Directory) {
  const records = await context.endedSessions.countedRecords(session._id);
  const byStudent = Map.groupBy(records, ({ studentId }) => studentId);
  const students = await directory.inOrder(byStudent.keys());
  return students.flatMap((student) => {
    const status = resultOf((byStudent.get(student._id) ?? []).map(countsAs), session.policy.result);
    return status === null ? [] : [{ student, status }];
  });
}

function count(totals: Map<string, Totals>, studentId: string, status: AttendanceStatus): void {
  const ofStudent = totals.get(studentId) ?? noTotals();
  ofStudent[status] += 1;
  totals.set(studentId, ofStudent);
}

async function summaryRows(directory: Directory, totals: Map<string, Totals>): Promise<Cell[][]> {
  return (await directory.inOrder(totals.keys())).map((student) => {
    const ofStudent = totals.get(student._id) ?? noTotals();
    const { present, late, absent, excused } = ofStudent;
    const all = present + late + absent + excused;
    return [...studentCells(student), all, present, late, absent, excused, rateOf(ofStudent), student._id];
  });
}
