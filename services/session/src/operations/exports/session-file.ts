import type { Trace } from '@rollcall/service-kit';
import type { Cell, XlsxSheet } from '@rollcall/tables';
import type { Context } from '../../context.ts';
import { countsAs, resultOf, summarise } from '../../domain/status.ts';
import type { RecordDocument } from '../../store/records.ts';
import type { SessionDocument } from '../../store/sessions.ts';
import { createDirectory, type Student, studentCells, studentColumns } from './directory.ts';
import type { FileContent } from './write-file.ts';

const recordColumns = [
  { title: 'Status', width: 10 },
  { title: 'Verification', width: 14 },
  { title: 'Method', width: 10 },
  { title: 'Recorded (UTC)', width: 20 },
];
const idColumn = { title: 'Student id', width: 26 };
const resultColumn = { title: 'Result', width: 10 };

/**
 * One session: a row for each student and round with the result over all rounds; of an XLSX a sheet for each round, and one
 * before them with each student's result. While the session is open also those who are enrolled and not marked.
 */
export async function sessionFile(context: Context, session: SessionDocument, trace: Trace): Promise<FileContent> {
  const { rounds, policy } = session;
  const records = await context.records.allOfSession(session._id);
  const byStudent = Map.groupBy(records, ({ studentId }) => studentId);
  const ids = new Set(byStudent.keys());
  if (session.open) {
    for await (const page of context.enrolments.roster(session.classId, trace)) for (const id of page) ids.add(id);
  }
  const students = await createDirectory(context, trace).inOrder(ids);
  const statusesOf = ({ _id }: Student) => (byStudent.get(_id) ?? []).map(countsAs);
  const resultFor = (student: Student) => resultOf(statusesOf(student), policy.result);
  const cellsIn = ({ _id }: Student, roundNumber: number) =>
    recordCells(byStudent.get(_id)?.find((record) => record.roundNumber === roundNumber));

  function* rows(): Generator<Cell[]> {
    for (const student of students) {
      const [person, result] = [studentCells(student), resultFor(student)];
      for (const { roundNumber } of rounds) {
        yield [...person, result, roundNumber, ...cellsIn(student, roundNumber), student._id];
      }
    }
  }

  function* summaryRows(): Generator<Cell[]> {
    for (const student of students) {
      const { present, late, absent, excused } = summarise(statusesOf(student), rounds.length);
      yield [...studentCells(student), resultFor(student), present, late, absent, excused, student._id];
    }
  }

  function* roundRows(roundNumber: number): Generator<Cell[]> {
    for (const student of students) yield [...studentCells(student), ...cellsIn(student, roundNumber), student._id];
  }

  function* sheets(): Generator<XlsxSheet> {
    const counts = ['Rounds present', 'Rounds late', 'Rounds absent', 'Rounds excused'].map((title) => ({ title }));
    yield {
      name: 'Summary',
      columns: [...studentColumns, resultColumn, ...counts, idColumn],
      rows: summaryRows(),
    };
    for (const { roundNumber } of rounds) {
      const columns = [...studentColumns, ...recordColumns, idColumn];
      yield { name: `Round ${roundNumber}`, columns, rows: roundRows(roundNumber) };
    }
  }

  const columns = [...studentColumns, resultColumn, { title: 'Round', width: 8 }, ...recordColumns, idColumn];
  return { table: { columns, rows: rows() }, sheets: sheets() };
}

function recordCells(record: RecordDocument | undefined): Cell[] {
  return record ? [record.status, record.verification, record.method, record.recordedAt] : [null, null, null, null];
}
