import {
  type Bus,
  connectBus,
  connectMongo,
  createIndexes,
  createTokenGuard,
  type Foundation,
  natsOptions,
  remoteAuthority,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';
import { type Classes, createClasses } from './store/classes.ts';
import { createEnrolments, type Enrolments } from './store/enrolments.ts';

export interface Context extends ServiceContext {
  bus: Bus;
  guard: TokenGuard;
  classes: Classes;
  enrolments: Enrolments;
}

/** Opens what the service needs, in this order; `close` closes it in reverse, also what was open when a later step failed. */
export async function createContext(config: Config, foundation: Foundation): Promise<Context> {
  const { clock, ids, health, log, closers } = foundation;
  try {
    const bus = closers.add(
      await connectBus({ ...natsOptions(config), service: 'class', clock, ids, health, log }),
      (open) => open.close(),
    );
    const database = `${config.MONGODB_DATABASE_PREFIX}class`;
    const mongo = closers.add(await connectMongo(config.MONGODB_URL, database, health), (open) => open.close());
    const classes = createClasses(mongo, bus);
    closers.add(classes.outbox, (outbox) => outbox.close());
    const enrolments = createEnrolments(mongo, bus);
    closers.add(enrolments.outbox, (outbox) => outbox.close());
    await createIndexes(mongo);
    const guard = closers.add(createTokenGuard(bus, config, remoteAuthority(bus)), (open) => open.close());
    return { ...foundation, bus, guard, classes, enrolments, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
