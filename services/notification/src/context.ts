import {
  type Bus,
  connectBus,
  connectMongo,
  createIndexes,
  createMailer,
  createParkedEvents,
  createPublishedEvents,
  createTokenGuard,
  type Foundation,
  type Mailer,
  natsOptions,
  type ParkedEvents,
  type PublishedEvents,
  queueRedisUrl,
  remoteAuthority,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';
import { createDigests, type Digests } from './jobs/digests.ts';
import { type JobQueue, openJobQueue } from './jobs/job-queue.ts';
import { createReminders, type Reminders } from './jobs/reminders.ts';
import { type Classes, createClasses } from './operations/classes.ts';
import { createPeople, type People } from './operations/people.ts';
import { createStores, type Stores } from './store/stores.ts';
import { createSender, type Sender } from './webhooks/sender.ts';
import { createSubscriptions, type Subscriptions } from './webhooks/subscriptions.ts';

export interface Context extends ServiceContext, Stores {
  config: Config;
  bus: Bus;
  guard: TokenGuard;
  parkedEvents: ParkedEvents;
  publishedEvents: PublishedEvents;
  classes: Classes;
  people: People;
  /** Undefined without a mail server: then nothing is mailed. */
  mailer: Mailer | undefined;
  reminders: Reminders;
  digests: Digests;
  deliveryQueue: JobQueue<'webhookDelivery'>;
  subscriptions: Subscriptions;
  sender: Sender;
}

/** Opens what the service needs, in this order; `close` closes it in reverse, also what was open when a later step failed. */
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
    await connectBus({ ...natsOptions(config), service: 'notification', clock, ids, health, log }),
    (connection) => connection.close(),
  );
  const database = `${config.MONGODB_DATABASE_PREFIX}notification`;
  const mongo = closers.add(await connectMongo(config.MONGODB_URL, database, health), (connection) =>
    connection.close(),
  );
  const stores = closers.add(createStores(mongo, bus), ({ webhooks }) => webhooks.outbox.close());
  const parkedEvents = createParkedEvents(mongo);
  const publishedEvents = createPublishedEvents(mongo);
  await createIndexes(mongo);
  const guard = closers.add(createTokenGuard(bus, config, remoteAuthority(bus)), (one) => one.close());
  const deliveryQueue = openJobQueue('webhookDelivery', queues);
  return {
    ...foundation,
    ...stores,
    config,
    bus,
    guard,
    parkedEvents,
    publishedEvents,
    classes: createClasses(bus, clock),
    people: createPeople(bus, clock),
    mailer: config.SMTP_URL ? closers.add(createMailer(config, log), (mailer) => mailer.close()) : undefined,
    reminders: closers.add(createReminders(config, clock, queues), (queue) => queue.close()),
    digests: closers.add(createDigests(config, queues), (queue) => queue.close()),
    deliveryQueue: closers.add(deliveryQueue, (queue) => queue.close()),
    subscriptions: createSubscriptions(stores.webhooks, clock),
    sender: closers.add(
      createSender({
        toPrivateAddresses: config.WEBHOOKS_TO_PRIVATE_ADDRESSES,
        timeoutMs: config.WEBHOOK_TIMEOUT_SECONDS * 1000,
      }),
      (sender) => sender.close(),
    ),
    close: () => closers.close(),
  };
}
