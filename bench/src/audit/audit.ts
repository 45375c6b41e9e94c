import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@rollcall/client';
import { type EventData, routes } from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { mainOf, Supervisor } from '@rollcall/dev-network';
import { type Bus, createEvent, publishEvents } from '@rollcall/service-kit';
import { type AuthStandIn, connectTestBus, createAuthStandIn } from '@rollcall/service-kit/testing';
import { cpuMsOf } from '../lib/process-cpu.ts';
import { peakRssOf } from '../lib/process-memory.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { openLog } from './open-log.ts';

const RUNS = 3;
const EVENTS = 30_000;
const ENTRIES_TO_VERIFY = RUNS * EVENTS;
const BATCH = 500;
const SESSIONS = 200;

interface Appended {
  perSecond: number;
  cpuUs: number;
  mongoCpuUs: number;
}

interface Verified {
  seconds: number;
  cpuUs: number;
}

/** What one process of the audit log takes, and how long it looks whether all is as it was written. */
export async function benchAudit(): Promise<Record<string, unknown>> {
  const infra = await startInfra({ provider: 'local', servers: ['mongodb', 'nats'] });
  const auth = await createAuthStandIn(infra.nats.url);
  const bus = await connectTestBus(infra.nats.url);
  try {
    const appended: Appended[] = [];
    let peakAppending = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const one = await measureAppending(infra, bus, run);
      appended.push(one);
      peakAppending = Math.max(peakAppending, one.peakMegabytes);
    }
    const { verified, peakMegabytes } = await measureVerifying(infra, auth);
    print(appended, verified, peakAppending, peakMegabytes);
    const round = (value: number) => Math.round(value * 10) / 10;
    return {
      audit: {
        eventsPerSecond: Math.round(median(appended.map(({ perSecond }) => perSecond))),
        cpuUs: round(median(appended.map(({ cpuUs }) => cpuUs))),
        verifySecondsPer100k: round(median(verified.map(({ seconds }) => seconds))),
        peakMegabytes: round(Math.max(peakAppending, peakMegabytes)),
      },
    };
  } finally {
    await bus.close();
    await auth.close();
    await infra.stop();
  }
}

const startAudit = ({ mongodb, nats }: Infra) =>
  Supervisor.start({
    script: mainOf('audit'),
    env: {
      MONGODB_URL: mongodb.url,
      NATS_URL: nats.url,
      NODE_ENV: 'production',
      AUDIT_SIGNING_KEY: '5'.repeat(64),
    },
    // Lines are written as in production, to nowhere.
    logFile: '/dev/null',
  });

/** The events wait in the stream when the process starts, so that it takes as many as it can. */
async function measureAppending(infra: Infra, bus: Bus, run: number): Promise<Appended & { peakMegabytes: number }> {
  const audit = await startAudit(infra);
  const mongo = await openLog(infra.mongodb.url);
  try {
    await mongo.untilEntries(run * EVENTS);
    const { processId = 0 } = audit;
    const mongoId = infra.mongodb.processId ?? 0;
    await audit.signal('SIGSTOP');
    for (let done = 0; done < EVENTS; done += BATCH)
      await publishEvents(
        bus,
        Array.from({ length: BATCH }, () => aMark(bus)),
      );
    const before = [cpuMsOf(processId), cpuMsOf(mongoId)] as const;
    const startedAtMs = performance.now();
    await audit.signal('SIGCONT');
    await mongo.untilEntries((run + 1) * EVENTS);
    const ms = performance.now() - startedAtMs;
    const [ownMs, mongoMs] = [cpuMsOf(processId) - before[0], cpuMsOf(mongoId) - before[1]];
    const peakMegabytes = peakRssOf(processId) / 1_000_000;
    const us = (cpuMs: number) => (cpuMs * 1_000) / EVENTS;
    return { perSecond: (EVENTS * 1_000) / ms, cpuUs: us(ownMs), mongoCpuUs: us(mongoMs), peakMegabytes };
  } finally {
    await mongo.close();
    await audit.stop();
  }
}

async function measureVerifying(infra: Infra, auth: AuthStandIn) {
  const audit = await startAudit(infra);
  try {
    const client = createClient({ origin: audit.url, token: auth.token(auth.person('admin')) });
    const { processId = 0 } = audit;
    const verified: Verified[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const before = cpuMsOf(processId);
      const startedAtMs = performance.now();
      const { valid, entries } = await client.call(routes.verifyAudit, { query: {} });
      const seconds = (performance.now() - startedAtMs) / 1_000;
      if (!valid || entries !== ENTRIES_TO_VERIFY) throw new Error(`the log is not whole: ${entries} entries`);
      verified.push({
        seconds: (seconds * 100_000) / entries,
        cpuUs: ((cpuMsOf(processId) - before) * 1_000) / entries,
      });
      await wait(500);
    }
    return { verified, peakMegabytes: peakRssOf(processId) / 1_000_000 };
  } finally {
    await audit.stop();
  }
}

const id = (number: number) => number.toString(16).padStart(24, '0');
let marks = 0;

/** Marks by hand in two hundred sessions, as teachers make them. */
function aMark(bus: Bus) {
  marks += 1;
  const [sessionId, studentId] = [id(marks % SESSIONS), id(1_000_000 + marks)];
  const recordId = `${sessionId}.1.${studentId}`;
  const data: EventData<'attendanceChanged'> = {
    sessionId,
    classId: id(7),
    recordId,
    studentId,
    roundNumber: 1,
    status: 'late',
    from: 'absent',
    method: 'manual',
    rev: 2,
    why: 'the bus was late',
  };
  return createEvent(bus, 'attendanceChanged', recordId, data, {
    requestId: `request-${marks}`,
    actor: { userId: id(marks % 50), role: 'teacher' },
  });
}

function print(appended: Appended[], verified: Verified[], peakAppending: number, peakVerifying: number): void {
  const of = (pick: (one: Appended) => number, digits?: number) => spread(appended.map(pick), digits);
  printTable(
    `audit: one process, ${RUNS} runs of ${EVENTS} events that wait in the stream; ${RUNS} verifications of ${ENTRIES_TO_VERIFY} entries`,
    ['what', 'median [min-max]'],
    [
      ['events a second', of(({ perSecond }) => perSecond, 0)],
      ['CPU us of an event', of(({ cpuUs }) => cpuUs)],
      ['CPU us of an event, MongoDB', of(({ mongoCpuUs }) => mongoCpuUs)],
      [
        'verification of 100,000 entries, s',
        spread(
          verified.map(({ seconds }) => seconds),
          2,
        ),
      ],
      ['CPU us of an entry, verified', spread(verified.map(({ cpuUs }) => cpuUs))],
      ['peak RSS appending, MB', peakAppending.toFixed(0)],
      ['peak RSS verifying, MB', peakVerifying.toFixed(0)],
    ],
  );
}
