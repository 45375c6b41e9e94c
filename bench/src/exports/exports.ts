import { setTimeout as wait } from 'node:timers/promises';
import { type ExportFormat, routes } from '@rollcall/contracts';
import { type Hall, openHall } from '../hall/hall.ts';
import { bundle } from '../lib/bundle.ts';
import { cpuMsOf } from '../lib/process-cpu.ts';
import { forgetPeak, peakRssOf, rssOf } from '../lib/process-memory.ts';
import { printTable } from '../lib/table.ts';
import { rebuildResults, writePast } from '../past/past.ts';

const SIZES = [
  { students: 300, sessions: 60 },
  { students: 5_000, sessions: 200 },
];
const FORMATS: ExportFormat[] = ['csv', 'xlsx'];
const SETTLE_MS = 2_000;
const POLL_MS = 50;

interface Row {
  what: string;
  seconds: number;
  cpuSeconds: number;
  idleMegabytes: number;
  peakMegabytes: number;
  fileMegabytes: number;
}

/** What the file of a class costs the process that makes it. */
export async function benchExports(): Promise<Record<string, unknown>> {
  const { script, remove } = await bundle('session');
  const hall = await openHall({}, script);
  const rows: Row[] = [];
  try {
    hall.neighbours.nameStudents(Math.max(...SIZES.map(({ students }) => students)));
    for (const { students, sessions } of SIZES) {
      const classId = hall.neighbours.createClass(students);
      const past = { classId, teacherId: hall.neighbours.teacher._id, students, sessions };
      await (await writePast(hall.infra.mongodb.url, past)).close();
      await rebuildResults(hall);
      for (const format of FORMATS) {
        const what = `${students} x ${sessions}, ${format}`;
        rows.push({ what, ...(await measure(hall, classId, format)) });
      }
    }
  } finally {
    await hall.close();
    await remove();
  }
  const cells = rows.map(({ what, ...figures }) => [what, ...Object.values(figures).map((one) => one.toFixed(1))]);
  const header = ['students x sessions', 's', 'CPU s', 'MB before', 'MB at the peak', 'file, MB'];
  printTable('exports of a class, one after the other in one process', header, cells);
  return { exports: rows };
}

async function measure(hall: Hall, classId: string, format: ExportFormat): Promise<Omit<Row, 'what'>> {
  const processId = hall.session.processId ?? 0;
  await wait(SETTLE_MS);
  forgetPeak(processId);
  const [idle, cpuBefore, startedAtMs] = [rssOf(processId), cpuMsOf(processId), performance.now()];
  const { _id } = await hall.teacher.call(routes.createExport, { body: { what: 'class', ofId: classId, format } });
  const url = await untilMade(hall, _id);
  const seconds = (performance.now() - startedAtMs) / 1000;
  const cpuSeconds = (cpuMsOf(processId) - cpuBefore) / 1000;
  const peakMegabytes = peakRssOf(processId) / 1e6;
  const file = await (await fetch(new URL(url, hall.session.url))).arrayBuffer();
  return { seconds, cpuSeconds, idleMegabytes: idle / 1e6, peakMegabytes, fileMegabytes: file.byteLength / 1e6 };
}

async function untilMade({ teacher }: Hall, exportId: string): Promise<string> {
  for (;;) {
    const { status, url } = await teacher.call(routes.getExport, { ids: { id: exportId } });
    if (status === 'failed') throw new Error('the export failed');
    if (url !== null) return url;
    await wait(POLL_MS);
  }
}
