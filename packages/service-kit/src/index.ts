export { AppError, type ErrorDetail, isOutage, toAppError } from './app-error.ts';
export { createAsyncApi } from './asyncapi/create-async-api.ts';
export type { AsyncApi, AsyncApiMessage, AsyncApiOperation, JsonSchema, Reference } from './asyncapi/types.ts';
export { type Checkpoint, createFoundation, type Foundation, type Overrides } from './base-context.ts';
export { type Clock, createIdSource, type IdSource, systemClock } from './clock.ts';
export { CloseStack } from './close-stack.ts';
export {
  adapterRedisEnv,
  adapterRedisUrl,
  commonEnv,
  durationSeconds,
  mailEnv,
  mongoEnv,
  natsEnv,
  publicOriginEnv,
  queueRedisUrl,
  readEnv,
  redisEnv,
  tokenEnv,
} from './env.ts';
export { createGuessThrottle, type GuessThrottle } from './guess-throttle.ts';
export { Health } from './health.ts';
export type { CookieJar } from './http/cookies.ts';
export { failureBody } from './http/errors.ts';
export { readToken } from './http/handlers.ts';
export { createOpenApi } from './http/openapi.ts';
export { type Input, type Operation, operation, type UploadedFile } from './http/operation.ts';
export { createOriginCheck, isAllowedOrigin, type OriginCheck } from './http/origins.ts';
export { requestIdOf } from './http/request-id.ts';
export { dispositionOf } from './http/send-download.ts';
export { closeServer, createPublicServer, listen } from './http/servers.ts';
export { type AddressOf, createAddressOf } from './http/trusted-proxies.ts';
export { importLate } from './import-late.ts';
export { type OpenQueue, openQueue, type QueueParts, untilDone } from './jobs/queue.ts';
export { type RunningWorker, startResumableWorker, startWorker } from './jobs/worker.ts';
export { createKeyedHash } from './keyed-hash.ts';
export { createLogger, type Logger } from './log.ts';
export { createMailer, type Mail, type Mailer } from './mailer.ts';
export type { Metrics } from './metrics.ts';
export { type Bus, connectBus, natsOptions } from './nats/bus.ts';
export type { BatchConsumer, ReceivedEvent } from './nats/consume-batches.ts';
export { type Consumer, consumer, type HandledEvents } from './nats/consume-events.ts';
export { onControl, tellAll } from './nats/control.ts';
export {
  createEvent,
  type PendingEvent,
  publishEvent,
  publishEvents,
  readStreamCreation,
} from './nats/events.ts';
export { publishLive, subscribeLive } from './nats/live.ts';
export { type Answer, answer, request, serveRpc } from './nats/rpc.ts';
export { type P256PublicKey, verifyP256Signature } from './p256-signature.ts';
export { createLocalLimiter, createSharedLimiter, type Limit, type RateLimiter } from './rate-limit.ts';
export { type Repeated, repeat } from './repeat.ts';
export { run } from './run.ts';
export { type Command, UsageError } from './run-command.ts';
export { createService, type Service, type ServiceContext, type ServiceDefinition } from './service.ts';
export { isDuplicateKey } from './stores/duplicate-key.ts';
export { createHandledEvents } from './stores/handled-events.ts';
export { type LuaScript, loadScript } from './stores/lua.ts';
export { type DatabaseSchema, inWords, migrateCommand, migrateDatabase } from './stores/migrate-database.ts';
export {
  type DatabaseStep,
  dropIndex,
  type Migration,
  type MigrationReport,
  runMigrations,
} from './stores/migrations.ts';
export { connectMongo, connectMongoForCommand, createIndexes } from './stores/mongo.ts';
export {
  beyond,
  decodeCursor,
  encodeCursor,
  fold,
  type NamePosition,
  searchConditions,
  searchKeysOf,
  sortKeyOf,
} from './stores/name-search.ts';
export { createOutbox, type Outbox, outboxField, outboxIndex, type WithOutbox } from './stores/outbox.ts';
export { createParkedEvents, type ParkedEvents, parkedEventModel } from './stores/parked-events.ts';
export { parkedEventsCommand } from './stores/parked-events-command.ts';
export { connectPubSub, type PubSub } from './stores/pub-sub.ts';
export { createPublishedEvents, type PublishedEvents } from './stores/published-events.ts';
export { openQueueConnection } from './stores/queue-connection.ts';
export type { DocumentMigration } from './stores/raise-documents.ts';
export { connectRedis, REDIS_TIMEOUT_MS } from './stores/redis.ts';
export type { RedisClient } from './stores/redis-client.ts';
export { keyOnEachMaster, masterOf, mastersOf } from './stores/redis-nodes.ts';
export { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE, accessClaims, type Caller } from './tokens/claims.ts';
export { createTokenGuard, remoteAuthority, type TokenAuthority, type TokenGuard } from './tokens/guard.ts';
export { systemTrace, type Trace } from './trace.ts';
