import {
  type Bus,
  connectBus,
  connectMongo,
  createParkedEvents,
  createTokenGuard,
  type Foundation,
  natsOptions,
  type ParkedEvents,
  remoteAuthority,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';
import { createVerifier, type Verifier } from './operations/verify-in-turn.ts';
import { type LogStore, openLogStore } from './store/log-store.ts';

export interface Context extends ServiceContext {
  config: Config;
  bus: Bus;
  guard: TokenGuard;
  parkedEvents: ParkedEvents;
  store: LogStore;
  verify: Verifier;
}

/** Opens what the service needs, in this order; `close` closes it in reverse, also what was open when a later step failed. */
export async function createContext(config: Config, foundation: Foundation): Promise<Context> {
  const { clock, ids, health, log, closers } = foundation;
  try {
    const bus = closers.add(
      await connectBus({ ...natsOptions(config), service: 'audit', clock, ids, health, log }),
      (open) => open.close(),
    );
    const database = `${config.MONGODB_DATABASE_PREFIX}audit`;
    const mongo = closers.add(await connectMongo(config.MONGODB_URL, database, health), (open) => open.close());
    const parkedEvents = createParkedEvents(mongo);
    const store = await openLogStore(mongo, clock);
    const verify = createVerifier({ store, config });
    const guard = closers.add(createTokenGuard(bus, config, remoteAuthority(bus)), (open) => open.close());
    return { ...foundation, config, bus, guard, parkedEvents, store, verify, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
