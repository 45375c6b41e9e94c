import { setTimeout as wait } from 'node:timers/promises';
import { connectTestBus } from '@rollcall/service-kit/testing';
import { cpuMsOf } from '../lib/process-cpu.ts';
import { quantile } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { type Office, openOffice } from './office.ts';
import { publishScans } from './publish.ts';

const PER_SECOND = 1_000;
const SECONDS = 30;
const STUDENTS = 300;
const NATS_AWAY_MS = 2_000;
/** What was with a process that was killed comes to the next one after half a minute. */
const SETTLE_MS = 90_000;

interface Run {
  name: string;
  events: number;
  storedP50Ms: number;
  storedP99Ms: number;
  storedLastMs: number;
  shown: number;
  shownP50Ms: number;
  shownP99Ms: number;
  /** Of the notification process, us per event; NaN when it was killed in between. */
  cpuUs: number;
  mongoUs: number;
  lost: number;
  doubled: number;
}

/** What a notification costs and how long it takes, from its event to the document and to the student's socket. */
export async function benchNotifications(): Promise<Record<string, unknown>> {
  const office = await openOffice(STUDENTS);
  try {
    await run(office, 'warm-up', 5);
    const calm = await run(office, 'calm', SECONDS);
    const killed = await run(office, 'notification and NATS killed', SECONDS, killInTheMiddle);
    print([calm, killed]);
    return { notifications: { calm, killed } };
  } finally {
    await office.close();
  }
}

async function killInTheMiddle({ notification, infra }: Office): Promise<void> {
  await wait((SECONDS * 1_000) / 3);
  await notification.signal('SIGKILL');
  await notification.ready();
  await wait((SECONDS * 1_000) / 3);
  await infra.nats.signal('SIGKILL');
  await wait(NATS_AWAY_MS);
  await infra.nats.restart();
}

async function run(
  office: Office,
  name: string,
  seconds: number,
  disturb: (office: Office) => Promise<void> = async () => {},
): Promise<Run> {
  const { infra, neighbours, notification, clients, mongo } = office;
  const bus = await connectTestBus(infra.nats.url, 'session');
  const classId = neighbours.createClass(STUDENTS);
  const stored = watchStored(office);
  await clients.call('report');
  const cpuOf = () => [notification.processId ?? 0, infra.mongodb.processId ?? 0].map(cpuMsOf);
  const [pid, before] = [notification.processId, cpuOf()];
  const [recordIds] = await Promise.all([
    publishScans(bus, neighbours, { perSecond: PER_SECOND, seconds, students: STUDENTS, classId }),
    disturb(office),
  ]);
  const inMongo = mongo.collection('notifications');
  const ofRun = { 'data.classId': classId };
  const count = () => inMongo.countDocuments(ofRun);
  for (const endMs = performance.now() + SETTLE_MS; performance.now() < endMs; await wait(500)) {
    if ((await count()) >= recordIds.length) break;
  }
  const after = cpuOf();
  const us = (at: number) => (((after[at] ?? 0) - (before[at] ?? 0)) * 1_000) / recordIds.length;
  const found = await inMongo.distinct('data.recordId', ofRun);
  const documents = await count();
  await wait(500);
  const shown = await clients.call('report');
  const storedMs = await stored.close();
  await bus.close();
  return {
    name,
    events: recordIds.length,
    storedP50Ms: quantile(storedMs, 0.5),
    storedP99Ms: quantile(storedMs, 0.99),
    storedLastMs: quantile(storedMs, 1),
    shown: shown.latencies.length,
    shownP50Ms: quantile(shown.latencies, 0.5),
    shownP99Ms: quantile(shown.latencies, 0.99),
    cpuUs: notification.processId === pid ? us(0) : Number.NaN,
    mongoUs: us(1),
    lost: recordIds.length - found.length,
    doubled: documents - found.length + shown.doubled,
  };
}

/** When each document can be read by everybody (a change stream shows what a majority has), from the instant of its event. */
function watchStored({ mongo }: Office) {
  const latencies: number[] = [];
  const changes = mongo
    .collection('notifications')
    .watch([{ $match: { operationType: 'insert' } }, { $project: { 'fullDocument.createdAt': 1 } }]);
  changes.on('change', (change) => {
    if ('fullDocument' in change && change.fullDocument) latencies.push(Date.now() - +change.fullDocument.createdAt);
  });
  return {
    async close() {
      await changes.close();
      return latencies;
    },
  };
}

function print(runs: Run[]): void {
  const ms = (...times: number[]) => times.map((time) => time.toFixed(0)).join(' / ');
  printTable(
    `Notifications: ${PER_SECOND} scans a second for ${SECONDS} s, ${STUDENTS} students with open sockets`,
    [
      'run',
      'events',
      'stored p50 / p99 / last, ms',
      'shown p50 / p99, ms',
      'shown',
      'CPU us',
      'MongoDB us',
      'lost',
      'doubled',
    ],
    runs.map((one) => [
      one.name,
      `${one.events}`,
      ms(one.storedP50Ms, one.storedP99Ms, one.storedLastMs),
      ms(one.shownP50Ms, one.shownP99Ms),
      `${one.shown}`,
      Number.isNaN(one.cpuUs) ? '' : one.cpuUs.toFixed(0),
      one.mongoUs.toFixed(0),
      `${one.lost}`,
      `${one.doubled}`,
    ]),
  );
}
