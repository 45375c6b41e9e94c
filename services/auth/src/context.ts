import {
  type Bus,
  connectBus,
  connectMongo,
  connectRedis,
  createIndexes,
  createTokenGuard,
  type Foundation,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';
import { ensureFirstAdmin } from './first-admin.ts';
import { openSigningKey } from './keys/open-signing-key.ts';
import { createTokenIssuer, type TokenIssuer } from './keys/token-issuer.ts';
import { ownAuthority } from './own-authority.ts';
import { createPasswords, type Passwords } from './passwords/passwords.ts';
import { createLogInSessions, type LogInSessions } from './store/log-in-sessions.ts';
import { createSigningKeys, type SigningKeys } from './store/signing-keys.ts';
import { createUsers, type Users } from './store/users.ts';
import { createThrottles, type Throttles } from './throttles.ts';

export interface Stores {
  users: Users;
  logInSessions: LogInSessions;
  signingKeys: SigningKeys;
}

export interface Context extends ServiceContext, Stores {
  config: Config;
  bus: Bus;
  guard: TokenGuard;
  issuer: TokenIssuer;
  passwords: Passwords;
  throttles: Throttles;
}

/** Opens what the service needs; `close` closes it in reverse, also what was open when a later step failed. */
export async function createContext(config: Config, foundation: Foundation): Promise<Context> {
  try {
    return await open(config, foundation);
  } catch (error) {
    await foundation.closers.close();
    throw error;
  }
}

async function open(config: Config, foundation: Foundation): Promise<Context> {
  const { clock, ids, health, log, closers } = foundation;
  const bus = closers.add(
    await connectBus({ url: config.NATS_URL, service: 'auth', clock, ids, health, log }),
    (connection) => connection.close(),
  );
  const mongo = closers.add(
    await connectMongo(config.MONGODB_URL, `${config.MONGODB_DATABASE_PREFIX}auth`, health),
    (connection) => connection.close(),
  );
  const redis = closers.add(await connectRedis(config.REDIS_URL, health, log), (connection) => connection.disconnect());
  const stores: Stores = {
    users: createUsers(mongo, bus),
    logInSessions: createLogInSessions(mongo),
    signingKeys: createSigningKeys(mongo),
  };
  closers.add(stores.users.outbox, (outbox) => outbox.close());
  await createIndexes(mongo);
  const guard = createTokenGuard(bus, config, ownAuthority(stores, bus));
  closers.add(guard, (open) => open.close());
  const context: Context = {
    ...foundation,
    ...stores,
    config,
    bus,
    guard,
    issuer: createTokenIssuer(config, await openSigningKey(config.KEY_ENCRYPTION_SECRET, stores.signingKeys, bus)),
    passwords: await createPasswords(config.BCRYPT_COST),
    throttles: createThrottles(redis, config, log),
    close: () => closers.close(),
  };
  await ensureFirstAdmin(context);
  return context;
}
