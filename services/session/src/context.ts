import {
  type Bus,
  connectBus,
  connectMongo,
  connectRedis,
  createHandledEvents,
  createIndexes,
  createTokenGuard,
  type Foundation,
  type HandledEvents,
  natsOptions,
  remoteAuthority,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';
import { createRotationQueue, type RotationQueue } from './jobs/rotation-queue.ts';
import { type Codes, createCodes } from './operations/codes.ts';
import { createEnrolments, type Enrolments } from './operations/enrolments.ts';
import { createRecords, type Records } from './store/records.ts';
import { createLiveState, type LiveState } from './store/redis/live-state.ts';
import { createSessions, type Sessions } from './store/sessions.ts';

export interface Context extends ServiceContext {
  config: Config;
  bus: Bus;
  guard: TokenGuard;
  handledEvents: HandledEvents;
  sessions: Sessions;
  records: Records;
  live: LiveState;
  codes: Codes;
  enrolments: Enrolments;
  rotation: RotationQueue;
}

/** Opens what the service needs, in this order; `close` closes it in reverse, also what was open when a later step failed. */
export async function createContext(config: Config, foundation: Foundation): Promise<Context> {
  const { clock, ids, health, log, closers } = foundation;
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
    const records = createRecords(mongo);
    const handledEvents = createHandledEvents(mongo);
    await createIndexes(mongo);
    const guard = closers.add(createTokenGuard(bus, config, remoteAuthority(bus)), (open) => open.close());
    const rotation = closers.add(createRotationQueue(config.REDIS_URL, log), (open) => open.close());
    return {
      ...foundation,
      config,
      bus,
      guard,
      handledEvents,
      sessions,
      records,
      live: createLiveState(redis),
      codes: createCodes(
        [config.QR_MASTER_SECRET, config.QR_MASTER_SECRET_PREVIOUS].filter((one) => one !== undefined),
      ),
      enrolments: createEnrolments(bus, clock),
      rotation,
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
