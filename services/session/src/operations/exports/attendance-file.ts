import type { AttendanceStatus } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { Cell, XlsxSheet } from '@rollcall/tables';
import type { Context } from '../../context.ts';
import { newTally, rateOf, type Tally, tally } from '../../domain/rates.ts';
import { resultsOf } from '../../domain/status.ts';
import type { EndedQuery } from '../../store/ended-sessions.ts';
import type { SessionDocument } from '../../store/sessions.ts';
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
  const tallies = new Map<string, Tally>();
  const rosters = new Map<string, string[]>();

  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const session of context.endedSessions.inOrder(query)) {
      const statusOf = await resultsIn(context, session, rosters);
      for (const student of await directory.inOrder(statusOf.keys())) {
        const status = statusOf.get(student._id);
        if (status === undefined) continue;
        const ofStudent = tallies.get(student._id) ?? newTally();
        tally(ofStudent, status);
        tallies.set(student._id, ofStudent);
        const { courseName, className, startedAt, endedAt } = session;
        yield [...studentCells(student), courseName, className, startedAt, endedAt, status, student._id];
      }
      await onSession();
    }
  }

  async function* sheets(): AsyncGenerator<XlsxSheet> {
    yield { name: 'Attendance', columns: attendanceColumns, rows: rows() };
    yield { name: 'Summary', columns: summaryColumns, rows: await summaryRows(directory, tallies), isFirst: true };
  }

  return { table: { columns: attendanceColumns, rows: rows() }, sheets: sheets() };
}

/** The results as they are kept; of a session that has just ended, counted from its records. */
async function resultsIn(
  { reports, endedSessions }: Context,
  { _id, policy }: SessionDocument,
  rosters: Map<string, string[]>,
): Promise<Map<string, AttendanceStatus>> {
  const kept = await reports.ofSession(_id, rosters);
  if (kept) return kept;
  const counted = resultsOf(await endedSessions.countedRecords(_id), policy);
  return new Map(counted.map(({ studentId, status }) => [studentId, status]));
}

async function summaryRows(directory: Directory, tallies: Map<string, Tally>): Promise<Cell[][]> {
  return (await directory.inOrder(tallies.keys())).map((student) => {
    const { counts } = tallies.get(student._id) ?? newTally();
    const { sessions, present, late, absent, excused } = counts;
    return [...studentCells(student), sessions, present, late, absent, excused, rateOf(counts), student._id];
  });
}
