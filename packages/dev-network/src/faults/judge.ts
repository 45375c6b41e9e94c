import type { Board } from '@rollcall/client';
import type { AttendanceRecord, Session } from '@rollcall/contracts';
import { here } from '../demo/judge.ts';
import { type Attempt, isFinal, type Mark, type ScanLog } from '../demo/scan-log.ts';

export type Row = Pick<AttendanceRecord, '_id' | 'studentId' | 'roundNumber' | 'status' | 'recordedAt'>;

export interface Evidence {
  /** Ids of all students of the class. */
  students: readonly string[];
  /** Ids of those who sent nothing. */
  neverScanned: ReadonlySet<string>;
  log: Pick<ScanLog, 'attempts'>;
  /** What MongoDB holds, read there. */
  rows: readonly Row[];
  /** What the teacher is told. */
  records: readonly Row[];
  board: Pick<Board, 'marks' | 'summary'>;
  session: Pick<Session, 'endedAt' | 'summary'>;
  /** When the teacher knew that the session had ended. */
  endKnownAtMs: number;
  /** What every scan counts as by Redis' clock. */
  expected: 'present' | 'late';
}

export type Offence = 'lost' | 'doubled' | 'mismatch' | 'wrong';

/** A broken promise. */
export interface Finding {
  offence: Offence;
  /** In words, with whom or what it is about. */
  what: string;
}

/** Between the client's clock, which is the machine's, and Redis'. */
const CLOCK_TOLERANCE_MS = 100;

/** Holds what was stored and shown against what the clients were told; nothing when every promise was kept. */
export function judgeRun(evidence: Evidence): Finding[] {
  return [...lost(evidence), ...doubled(evidence), ...mismatches(evidence), ...wrong(evidence)];
}

/** Acknowledged, and not in the record with the status and the instant that the first acknowledgement said. */
function lost({ log, rows }: Evidence): Finding[] {
  const byId = new Map(rows.map((row) => [row._id, row]));
  return [...firstMarks(log.attempts)].flatMap(([studentId, { recordId, status, recordedAt }]) => {
    const row = byId.get(recordId);
    if (row && here(row) && row.status === status && row.recordedAt === recordedAt) return [];
    const found = row ? `${row.status} at ${row.recordedAt}` : 'nothing';
    return [{ offence: 'lost', what: `${studentId} was told ${status} at ${recordedAt}, recorded is ${found}` }];
  });
}

function doubled({ rows }: Evidence): Finding[] {
  const byPlace = Map.groupBy(rows, ({ studentId, roundNumber }) => `${studentId} in round ${roundNumber}`);
  return [...byPlace].flatMap(([place, own]) =>
    own.length > 1 ? [{ offence: 'doubled', what: `${place} has ${own.length} rows` }] : [],
  );
}

/** What the teacher sees, and the session's own sums, differ from the rows. */
function mismatches({ rows, records, board, session, students }: Evidence): Finding[] {
  const sums = sumsOf(rows, students.length);
  const told = [
    ...(keysOf(records) === keysOf(rows) ? [] : ['the records that the teacher is told are not the rows']),
    ...(sumsIn(session.summary) === sums ? [] : [`the session sums up ${sumsIn(session.summary)}, the rows ${sums}`]),
  ].map((what): Finding => ({ offence: 'mismatch', what }));
  return [...told, ...judgeBoard('after the end', rows, board, students.length)];
}

/** Whether a board shows the rows, and sums up them and no others. */
export function judgeBoard(
  when: string,
  rows: readonly Row[],
  { marks, summary }: Evidence['board'],
  total: number,
): Finding[] {
  const shown = [...marks.values()];
  const sums = sumsOf(rows, total);
  return [
    ...(keysOf(shown) === keysOf(rows) ? [] : [`shows ${shown.length} marks that are not the ${rows.length} rows`]),
    ...(sumsIn(summary) === sums ? [] : [`sums up ${sumsIn(summary)}, the rows ${sums}`]),
  ].map((what) => ({ offence: 'mismatch', what: `${when} the board ${what}` }));
}

function wrong(evidence: Evidence): Finding[] {
  const { students, neverScanned, log, rows, session, endKnownAtMs, expected } = evidence;
  const byStudent = Map.groupBy(rows, ({ studentId }) => studentId);
  const isIn = (studentId: string) => (byStudent.get(studentId) ?? []).some(here);
  const marks = firstMarks(log.attempts);
  const refused = log.attempts.filter(({ studentId, refusedAs }) => isFinal(refusedAs) && !marks.has(studentId));
  const late = log.attempts.filter(({ sentAtMs, mark }) => mark && !mark.alreadyRecorded && sentAtMs > endKnownAtMs);
  const endedAt = session.endedAt ?? '';
  const counted = rows.filter(here);
  return [
    ...students.filter((id) => !byStudent.has(id)).map((id) => `${id} has no record`),
    ...[...neverScanned].filter(isIn).map((id) => `${id} is in without a scan`),
    ...refused
      .filter((one) => isIn(one.studentId))
      .map((one) => `${one.studentId} was refused as ${one.refusedAs} and counts`),
    ...counted.filter((row) => row.recordedAt > endedAt).map((row) => `${row._id} came after the end at ${endedAt}`),
    ...late.map(({ studentId }) => `${studentId} was accepted when the end was known`),
    ...counted.filter((row) => row.status !== expected).map((row) => `${row._id} is ${row.status}, not ${expected}`),
    ...[...marks].filter(([id, mark]) => !isTimely(id, mark, log.attempts)).map(([id]) => `${id} has a foreign time`),
  ].map((what) => ({ offence: 'wrong', what }));
}

/** A mark is made between the student's first post and its acknowledgement. */
function isTimely(studentId: string, { recordedAt }: Mark, attempts: readonly Attempt[]): boolean {
  const own = attempts.filter((attempt) => attempt.studentId === studentId);
  const atMs = Date.parse(recordedAt);
  const answeredAtMs = own.find(({ mark }) => mark)?.answeredAtMs ?? 0;
  const sentAtMs = Math.min(...own.map((attempt) => attempt.sentAtMs));
  return atMs > sentAtMs - CLOCK_TOLERANCE_MS && atMs < answeredAtMs + CLOCK_TOLERANCE_MS;
}

/** What each student was told first. */
export function firstMarks(attempts: readonly Attempt[]): Map<string, Mark> {
  const first = new Map<string, Mark>();
  for (const { studentId, mark } of attempts) {
    if (mark && !first.has(studentId)) first.set(studentId, mark);
  }
  return first;
}

function keysOf(rows: readonly Omit<Row, '_id'>[]): string {
  const keyOf = (row: Omit<Row, '_id'>) => `${row.studentId} ${row.roundNumber} ${row.status} ${row.recordedAt}`;
  return rows.map(keyOf).sort().join('\n');
}

function sumsOf(rows: readonly Row[], total: number): string {
  const count = (status: Row['status']) => rows.filter((row) => row.status === status).length;
  const [present, late, absent, excused] = [count('present'), count('late'), count('absent'), count('excused')];
  return sumsIn({ present, late, absent, excused, total });
}

function sumsIn(summary: Session['summary']): string {
  if (!summary) return 'nothing';
  const { present, late, absent, excused, total } = summary;
  return `${present} present, ${late} late, ${absent} absent, ${excused} excused of ${total}`;
}
