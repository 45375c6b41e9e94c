import { DEVICE_HASH_PURPOSE } from '@rollcall/contracts';
import {
  type Bus,
  connectBus,
  connectMongo,
  connectRedis,
  createGuessThrottle,
  createHandledEvents,
  createIndexes,
  createKeyedHash,
  createParkedEvents,
  createPublishedEvents,
  createTokenGuard,
  type Foundation,
  type GuessThrottle,
  type HandledEvents,
  natsOptions,
  type ParkedEvents,
  type PublishedEvents,
  queueRedisUrl,
  remoteAuthority,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';
import { createExportQueue, type ExportQueue } from './jobs/export-queue.ts';
import { createRotationQueue, type RotationQueue } from './jobs/rotation-queue.ts';
import { createTimerQueue, type TimerQueue } from './jobs/timer-queue.ts';
import { type Codes, createCodes } from './operations/codes.ts';
import { createEnrolments, type Enrolments } from './operations/enrolments.ts';
import { createPolicies, type Policies } from './operations/policies.ts';
import { createRedisClock, type RedisClock } from './operations/redis-clock.ts';
import { type Aftermath, createAftermath } from './operations/scan/aftermath.ts';
import { createTurnstile, type Turnstile } from './operations/scan/turnstile.ts';
import { createWatermark, type Watermark } from './operations/scan/watermark.ts';
import { type CalendarKeys, createCalendarKeys } from './store/calendar-keys.ts';
import { createEndedSessions, type EndedSessions } from './store/ended-sessions.ts';
import { createEvidence, type Evidence } from './store/evidence.ts';
import { createExcuses, type Excuses } from './store/excuses.ts';
import { createExports, type Exports } from './store/exports.ts';
import { readMongoClockMs } from './store/mongo-clock.ts';
import type { ObjectStore } from './store/objects/object-store.ts';
import { openObjectStore } from './store/objects/open-object-store.ts';
import { createPublishers, type Publishers } from './store/publishers.ts';
import { createRecords, type Records } from './store/records.ts';
import { type Canaries, createCanaries } from './store/redis/canaries.ts';
import { createLiveState, type LiveState } from './store/redis/live-state.ts';
import { createReports, type Reports } from './store/reports/reports.ts';
import { createSessions, type Sessions } from './store/sessions.ts';

export interface Context extends ServiceContext, Pick<Foundation, 'checkpoint'> {
  config: Config;
  bus: Bus;
  guard: TokenGuard;
  handledEvents: HandledEvents;
  parkedEvents: ParkedEvents;
  publishedEvents: PublishedEvents;
  sessions: Sessions;
  records: Records;
  reports: Reports;
  calendarKeys: CalendarKeys;
  evidence: Evidence;
  endedSessions: EndedSessions;
  excuses: Excuses;
  exports: Exports;
  /** Documents of excuses, and exports. */
  objects: ObjectStore;
  exportQueue: ExportQueue;
  publishers: Publishers;
  /** Of this process, new at each start. */
  processId: string;
  live: LiveState;
  canaries: Canaries;
  redisClock: RedisClock;
  policies: Policies;
  codes: Codes;
  codeThrottle: GuessThrottle;
  /** The keyed hash that stands for the id of a device, the same as auth's. */
  hashDeviceId(text: string): string;
  enrolments: Enrolments;
  rotation: RotationQueue;
  timers: TimerQueue;
  /** Sessions whose wall this process is replacing. */
  rotating: Set<string>;
  turnstile: Turnstile;
  /** Counts a scan: `accepted`, `already_recorded`, or the code of why it was refused. */
  countScan(verdict: string): void;
  watermark: Watermark;
  aftermath: Aftermath;
}

/** More scans at once than a process answers in half a second. */
const MAX_SCANS_AT_ONCE = 3_000;
const GUESSES_SECONDS = 300;

/** Opens what the service needs, in this order; `close` closes it in reverse, also what was open when a later step failed. */
export async function createContext(config: Config, foundation: Foundation): Promise<Context> {
  const { clock, ids, health, log, metrics, closers } = foundation;
  try {
    const bus = closers.add(
      await connectBus({ ...natsOptions(config), service: 'session', clock, ids, health, log }),
      (open) => open.close(),
    );
    const database = `${config.MONGODB_DATABASE_PREFIX}session`;
    const mongo = closers.add(await connectMongo(config.MONGODB_URL, database, health), (open) => open.close());
    const redis = closers.add(await connectRedis(config.REDIS_URL, health, log), (open) => open.disconnect());
    const sessions = createSessions(mongo, bus);
    closers.add(sessions.outbox, (outbox) => outbox.close());
    const records = createRecords(mongo, bus, metrics);
    closers.add(records.outbox, (outbox) => outbox.close());
    const reports = createReports(mongo);
    const calendarKeys = createCalendarKeys(mongo, bus);
    closers.add(calendarKeys.outbox, (outbox) => outbox.close());
    const evidence = closers.add(createEvidence(mongo, { keepSeconds: config.EVIDENCE_RETENTION, log }), (open) =>
      open.close(),
    );
    const excuses = createExcuses(mongo, bus);
    closers.add(excuses.outbox, (outbox) => outbox.close());
    const exports = createExports(mongo, bus);
    closers.add(exports.outbox, (outbox) => outbox.close());
    const objects = closers.add(await openObjectStore(config), (open) => open.close());
    const publishers = createPublishers(mongo);
    const handledEvents = createHandledEvents(mongo);
    const parkedEvents = createParkedEvents(mongo);
    const publishedEvents = createPublishedEvents(mongo);
    await createIndexes(mongo);
    const guard = closers.add(createTokenGuard(bus, config, remoteAuthority(bus)), (open) => open.close());
    const live = createLiveState(redis);
    const redisClock = closers.add(
      await createRedisClock({ readMs: live.nowMs, secondOpinionMs: () => readMongoClockMs(mongo), clock, log }),
      (open) => open.close(),
    );
    const queues = { redisUrl: queueRedisUrl(config), log, metrics };
    const rotation = closers.add(createRotationQueue(queues, redisClock.nowMs), (open) => open.close());
    const timers = closers.add(createTimerQueue(queues, redisClock.nowMs), (open) => open.close());
    const exportQueue = closers.add(createExportQueue(queues), (open) => open.close());
    health.require(() => !redisClock.isSkewed());
    metrics.measure('rollcall_wall_overdue_seconds', 'How long the wall is overdue that waits longest', async () => {
      const dueAtMs = (await live.earliestDueMs()) ?? Number.POSITIVE_INFINITY;
      return Math.max(0, redisClock.nowMs() - dueAtMs) / 1000;
    });
    const watermark = createWatermark(redisClock.nowMs, (error) =>
      log.warn({ err: error }, 'scans: not all shown and told, again later'),
    );
    const parts = { ...foundation, bus, live, redisClock, watermark };
    return {
      ...parts,
      config,
      guard,
      handledEvents,
      parkedEvents,
      publishedEvents,
      sessions,
      records,
      reports,
      calendarKeys,
      evidence,
      endedSessions: createEndedSessions(mongo),
      excuses,
      exports,
      objects,
      exportQueue,
      publishers,
      processId: foundation.ids.unique(),
      countScan: metrics.count('rollcall_scans_total', 'Scans by what became of them', 'verdict'),
      canaries: createCanaries(redis),
      policies: createPolicies(sessions),
      codes: createCodes(
        [config.QR_MASTER_SECRET, config.QR_MASTER_SECRET_PREVIOUS].filter((one) => one !== undefined),
      ),
      codeThrottle: createGuessThrottle(redis, log, {
        ofUser: { name: 'code-failures-of-user', points: config.FAILED_CODES_PER_USER, seconds: GUESSES_SECONDS },
        ofAddress: {
          name: 'code-failures-of-address',
          points: config.FAILED_CODES_PER_ADDRESS,
          seconds: GUESSES_SECONDS,
        },
      }),
      hashDeviceId: createKeyedHash(config.DEVICE_HASH_SECRET, DEVICE_HASH_PURPOSE),
      enrolments: createEnrolments(bus, clock),
      rotation,
      timers,
      rotating: new Set(),
      turnstile: createTurnstile(MAX_SCANS_AT_ONCE),
      aftermath: createAftermath(parts),
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
