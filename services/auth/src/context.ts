import { DEVICE_HASH_PURPOSE } from '@rollcall/contracts';
import { type Imports, openImports } from '@rollcall/imports';
import {
  type Bus,
  connectBus,
  connectMongo,
  connectRedis,
  createIndexes,
  createKeyedHash,
  createMailer,
  createPublishedEvents,
  createTokenGuard,
  type Foundation,
  type Mailer,
  natsOptions,
  type PublishedEvents,
  queueRedisUrl,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';
import { type UserImportKind, userImports } from './imports/user-imports.ts';
import { createMailQueue, type MailQueue } from './jobs/mail-queue.ts';
import { openCurrentKey } from './keys/current-key.ts';
import { createKnownDevices, type KnownDevices } from './keys/known-devices.ts';
import { createRefreshTokens, type RefreshTokens } from './keys/refresh-tokens.ts';
import { createTokenIssuer, type TokenIssuer } from './keys/token-issuer.ts';
import { ownAuthority } from './own-authority.ts';
import { createPasswordPolicy, type PasswordPolicy } from './passwords/password-policy.ts';
import { createPasswords, type Passwords } from './passwords/passwords.ts';
import { closeOutboxes, createStores, type Stores } from './store/stores.ts';
import { createThrottles, type Throttles } from './throttles.ts';

export interface Context extends ServiceContext, Stores {
  config: Config;
  bus: Bus;
  guard: TokenGuard;
  publishedEvents: PublishedEvents;
  issuer: TokenIssuer;
  refreshTokens: RefreshTokens;
  knownDevices: KnownDevices;
  /** The keyed hash that stands for the id of a device. */
  hashDeviceId(text: string): string;
  passwords: Passwords;
  passwordPolicy: PasswordPolicy;
  throttles: Throttles;
  mailer: Mailer;
  mailQueue: MailQueue;
  userImports: Imports<UserImportKind>;
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
  const { clock, ids, health, log, metrics, closers } = foundation;
  const queues = { redisUrl: queueRedisUrl(config), log, metrics };
  const bus = closers.add(
    await connectBus({ ...natsOptions(config), service: 'auth', clock, ids, health, log }),
    (connection) => connection.close(),
  );
  const mongo = closers.add(
    await connectMongo(config.MONGODB_URL, `${config.MONGODB_DATABASE_PREFIX}auth`, health),
    (connection) => connection.close(),
  );
  const redis = closers.add(await connectRedis(config.REDIS_URL, health, log), (connection) => connection.disconnect());
  const stores = closers.add(createStores(mongo, bus), closeOutboxes);
  const imports = closers.add(openImports(userImports, { connection: mongo, ...queues, clock, ids }), (open) =>
    open.close(),
  );
  const publishedEvents = createPublishedEvents(mongo);
  await createIndexes(mongo);
  const guard = closers.add(createTokenGuard(bus, config, ownAuthority(stores, bus)), (open) => open.close());
  const key = closers.add(await openCurrentKey({ config, signingKeys: stores.signingKeys, bus, clock, log }), (open) =>
    open.close(),
  );
  return {
    ...foundation,
    ...stores,
    config,
    bus,
    guard,
    publishedEvents,
    issuer: createTokenIssuer(config, key),
    refreshTokens: createRefreshTokens(config.KEY_ENCRYPTION_SECRET),
    knownDevices: createKnownDevices(config.KEY_ENCRYPTION_SECRET),
    hashDeviceId: createKeyedHash(config.DEVICE_HASH_SECRET, DEVICE_HASH_PURPOSE),
    passwords: await createPasswords(config.BCRYPT_COST),
    passwordPolicy: await createPasswordPolicy(config.PASSWORD_MIN_LENGTH),
    throttles: createThrottles(redis, config, log),
    mailer: closers.add(createMailer(config, log), (mailer) => mailer.close()),
    mailQueue: closers.add(createMailQueue(queues), (queue) => queue.close()),
    userImports: imports,
    close: () => closers.close(),
  };
}
