import type { Connection } from 'mongoose';
import { type Hall, openHall } from '../hall/hall.ts';
import { studentId } from '../hall/neighbours.ts';
import { peakRssOf, rssOf } from '../lib/process-memory.ts';
import { quantile } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { type Past, rebuildResults, sessionIdOf, writePast } from '../past/past.ts';

const REQUESTS = 100;
const WARM_UP = 10;
const SIZES = [
  { students: 300, sessions: 60 },
  { students: 5_000, sessions: 200 },
];

interface Row {
  report: string;
  kilobytes: number;
  times: number[];
}

interface Size {
  students: number;
  sessions: number;
}

/** Reports of a class from results that are kept, on one process; and whether they say what the records say. */
export async function benchReports(): Promise<Record<string, unknown>> {
  const worst: Record<string, number> = {};
  for (const size of SIZES) worst[`${size.students}x${size.sessions}`] = await measure(size);
  return { reportsP99Ms: worst };
}

async function measure({ students, sessions }: Size): Promise<number> {
  const hall = await openHall();
  try {
    hall.neighbours.nameStudents(students);
    const classId = hall.neighbours.createClass(students);
    const past = { classId, teacherId: hall.neighbours.teacher._id, students, sessions };
    const mongo = await writePast(hall.infra.mongodb.url, past);
    const startedAtMs = performance.now();
    await rebuildResults(hall);
    const rebuildMs = performance.now() - startedAtMs;
    await requireSame(hall, mongo, past);
    const processId = hall.session.processId ?? 0;
    const before = rssOf(processId);
    const rows: Row[] = [];
    for (const [report, path, token] of reportsOf(hall, past)) rows.push(await time(hall, report, path, token));
    const peak = peakRssOf(processId);
    await rebuildResults(hall, '--verify');
    await mongo.close();
    print({ students, sessions }, rows, { rebuildMs, before, peak });
    return Math.max(...rows.map(({ times }) => Math.round(quantile(times, 0.99))));
  } finally {
    await hall.close();
  }
}

function reportsOf({ neighbours }: Hall, past: Past): [string, string, string][] {
  const { classId, students } = past;
  const teacher = neighbours.token(neighbours.teacher);
  const admin = neighbours.token({ _id: 'f'.repeat(24), role: 'admin' });
  const someone = studentId(Math.floor(students / 2));
  const student = neighbours.token({ _id: someone, role: 'student' });
  return [
    ['my attendance', 'me/attendance', student],
    ['my history, 50', 'me/attendance/history', student],
    ['dashboard', 'reports/teacher', teacher],
    ['session', `reports/sessions/${sessionIdOf(past, 0)}`, teacher],
    ['class', `reports/classes/${classId}?timeZone=Europe/Berlin`, teacher],
    ['student of a class', `reports/classes/${classId}/students/${someone}`, teacher],
    ['at risk', `reports/classes/${classId}/at-risk`, teacher],
    ['course', `reports/courses/${'d'.repeat(24)}?timeZone=Europe/Berlin`, teacher],
    ['institution', 'reports/institution?timeZone=Europe/Berlin', admin],
    ['all flagged, 100', 'records/flagged', admin],
  ];
}

async function time(hall: Hall, report: string, path: string, token: string): Promise<Row> {
  const times: number[] = [];
  let bytes = 0;
  for (let n = 0; n < WARM_UP + REQUESTS; n += 1) {
    const startedAtMs = performance.now();
    bytes = (await fetchText(hall, path, token)).length;
    if (n >= WARM_UP) times.push(performance.now() - startedAtMs);
  }
  return { report, kilobytes: bytes / 1024, times };
}

async function fetchText({ session }: Hall, path: string, token: string): Promise<string> {
  const response = await fetch(`${session.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return text;
}

/** The report of the class against MongoDB's own count of the records, one round each. */
async function requireSame(hall: Hall, mongo: Connection, { classId }: Past): Promise<void> {
  const token = hall.neighbours.token(hall.neighbours.teacher);
  const { data } = JSON.parse(await fetchText(hall, `reports/classes/${classId}`, token)) as {
    data: { students: { studentId: string; counts: Record<string, number> }[] };
  };
  const counted = await mongo
    .collection('records')
    .aggregate([{ $group: { _id: { studentId: '$studentId', status: '$status' }, count: { $sum: 1 } } }])
    .toArray();
  const reported = new Map(data.students.map((student) => [student.studentId, student.counts]));
  const wrong = counted.filter(({ _id, count }) => reported.get(_id.studentId)?.[_id.status] !== count);
  if (wrong.length > 0 || counted.length === 0) throw new Error(`${wrong.length} numbers are not what the records say`);
}

function print(
  { students, sessions }: Size,
  rows: Row[],
  { rebuildMs, before, peak }: { rebuildMs: number; before: number; peak: number },
): void {
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
  printTable(
    `Reports of ${students} students x ${sessions} sessions, one process, ${REQUESTS} requests each, one after the other`,
    ['report', 'KB', 'p50 ms', 'p99 ms'],
    rows.map(({ report, kilobytes, times }) => [
      report,
      kilobytes.toFixed(0),
      quantile(times, 0.5).toFixed(1),
      quantile(times, 0.99).toFixed(1),
    ]),
  );
  process.stdout.write(
    `  RSS ${megabytes(before)} MB before, ${megabytes(peak)} MB at the peak; all results counted anew in ${Math.round(rebuildMs)} ms; the same as a recount of ${students * sessions} records\n`,
  );
}
