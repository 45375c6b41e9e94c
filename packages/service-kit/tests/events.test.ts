import { EVENT_STREAM, type EventData } from '@rollcall/contracts';
import { type Connection, Schema } from 'mongoose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import type { Bus } from '../src/nats/bus.ts';
import { consumeEvents, consumer } from '../src/nats/consume-events.ts';
import { createEvent, ensureStream, publishEvent } from '../src/nats/events.ts';
import { retellAfterLoss } from '../src/nats/retell.ts';
import { createHandledEvents } from '../src/stores/handled-events.ts';
import { connectMongo, createIndexes } from '../src/stores/mongo.ts';
import { createOutbox, outboxField, outboxIndex, type WithOutbox } from '../src/stores/outbox.ts';
import { createParkedEvents } from '../src/stores/parked-events.ts';
import { createPublishedEvents } from '../src/stores/published-events.ts';
import { systemTrace } from '../src/trace.ts';
import { openBus, useInfra } from './helpers.ts';

const infra = useInfra(['nats', 'mongodb']);
const closers = new CloseStack();
afterEach(() => closers.close());

let service: string;
let mongo: Connection;
let publisher: Bus;
beforeEach(async ({ task }) => {
  service = task.id.replace(/\W/g, '-');
  mongo = await openMongo();
  publisher = await open();
  const manager = await publisher.connection.jetstreamManager();
  await ensureStream(manager);
  await manager.streams.purge(EVENT_STREAM);
});

const open = async () => closers.add(await openBus(infra(), service), (bus) => bus.close());
const openMongo = async () =>
  closers.add(await connectMongo(infra().mongodb.url, service, new Health()), (connection) => connection.close());

async function openStores() {
  const own = await openMongo();
  return { handled: createHandledEvents(own), parked: createParkedEvents(own) };
}

const trace = systemTrace('request-1');
let people = 0;

function userCreated() {
  people += 1;
  const userId = people.toString(16).padStart(24, '0');
  return createEvent(publisher, 'userCreated', userId, { userId, role: 'student' }, trace);
}

type User = EventData<'userCreated'>;

/** A process of the service that consumes; resolves when it does. */
async function consume(handle: (data: User) => Promise<void> = async () => {}) {
  const bus = await open();
  const heard: string[] = [];
  const consuming = consumeEvents(bus, undefined, await openStores(), [
    consumer('userCreated', async (_, data) => {
      heard.push(data.userId);
      await handle(data);
    }),
  ]);
  closers.add(consuming, (one) => one.close());
  const manager = await bus.connection.jetstreamManager();
  await vi.waitFor(async () =>
    expect((await manager.consumers.info(EVENT_STREAM, service)).num_waiting).toBeGreaterThan(0),
  );
  return heard;
}

const idOf = (event: ReturnType<typeof userCreated>) => String(event.envelope.entityId);

describe('events', () => {
  test('reach a service once: published twice, by another way, or given to two processes', async () => {
    const [first, second] = [await consume(), await consume()];
    const events = Array.from({ length: 20 }, userCreated);
    for (const event of events) {
      await publishEvent(publisher, event);
      await publishEvent(publisher, event);
    }
    const both = () => [...first, ...second].toSorted();
    await vi.waitFor(() => expect(both()).toEqual(events.map(idOf)));
    const jetstream = publisher.connection.jetstream();
    for (const event of events) await jetstream.publish(event.subject, JSON.stringify(event.envelope));
    const last = userCreated();
    await publishEvent(publisher, last);
    await vi.waitFor(() => expect(both()).toContain(idOf(last)));
    expect(both()).toEqual([...events, last].map(idOf));
  });

  test('come again to a handler that threw, and do not hold up others', async () => {
    const failing = userCreated();
    let failures = 2;
    const heard = await consume(async ({ userId }) => {
      if (userId === idOf(failing) && failures-- > 0) throw new Error('not yet');
    });
    const other = userCreated();
    await publishEvent(publisher, failing);
    await publishEvent(publisher, other);
    await vi.waitFor(() => expect(heard.filter((id) => id === idOf(failing))).toHaveLength(3), { timeout: 5_000 });
    expect(heard.indexOf(String(idOf(other)))).toBe(1);
  });

  test('that a service does not react to and those of another shape do not stop it', async () => {
    const heard = await consume();
    const jetstream = publisher.connection.jetstream();
    await jetstream.publish('evt.user.created', 'no JSON');
    await jetstream.publish('evt.unknown.thing', '{}');
    const event = userCreated();
    await publishEvent(publisher, event);
    await vi.waitFor(() => expect(heard).toEqual([idOf(event)]));
  });

  test('are heard of one more kind after a restart of the service, and those of the old kind from meanwhile', async () => {
    const bus = await open();
    const heard: string[] = [];
    const noted = (name: 'userCreated' | 'userDisabled') =>
      consumer(name, async (_, { userId }: { userId: string }) => void heard.push(`${name} ${userId}`));
    consumeEvents(bus, undefined, await openStores(), [noted('userCreated')]);
    const first = userCreated();
    await publishEvent(publisher, first);
    const one = `userCreated ${idOf(first)}`;
    await vi.waitFor(() => expect(heard).toEqual([one]), { timeout: 5_000 });
    await bus.close();

    const second = userCreated();
    await publishEvent(publisher, second);
    const consumers = [noted('userCreated'), noted('userDisabled')];
    consumeEvents(await open(), undefined, await openStores(), consumers);
    const two = `userCreated ${idOf(second)}`;
    await vi.waitFor(() => expect(heard).toEqual([one, two]), { timeout: 5_000 });
    await publishEvent(publisher, createEvent(publisher, 'userDisabled', idOf(first), { userId: idOf(first) }, trace));
    await vi.waitFor(() => expect(heard).toEqual([one, two, `userDisabled ${idOf(first)}`]), { timeout: 5_000 });

    // A process of the release before comes back: what only the others know is left to them.
    consumeEvents(await open(), undefined, await openStores(), [noted('userCreated')]);
    const manager = await publisher.connection.jetstreamManager();
    const waiting = async () => (await manager.consumers.info(EVENT_STREAM, service)).num_waiting;
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(1), { timeout: 5_000 });
    const others = Array.from({ length: 20 }, () => idOf(userCreated()));
    for (const userId of others) {
      await publishEvent(publisher, createEvent(publisher, 'userDisabled', userId, { userId }, trace));
    }
    const all = others.map((userId) => `userDisabled ${userId}`);
    await vi.waitFor(() => expect(heard.slice(3).toSorted()).toEqual(all.toSorted()), { timeout: 15_000 });
  });

  test('flow again after the stream was lost', async () => {
    const heard = await consume();
    const manager = await publisher.connection.jetstreamManager();
    await manager.streams.delete(EVENT_STREAM);
    const event = userCreated();
    await vi.waitFor(() => publishEvent(publisher, event), { timeout: 10_000, interval: 100 });
    await vi.waitFor(() => expect(heard).toEqual([idOf(event)]), { timeout: 10_000 });
  });

  test('make the stream when nobody has yet', async () => {
    const manager = await publisher.connection.jetstreamManager();
    await manager.streams.delete(EVENT_STREAM);
    await publishEvent(publisher, userCreated());
    expect((await manager.streams.info(EVENT_STREAM)).state.messages).toBe(1);
  });

  test('flow again after NATS was killed', async () => {
    const heard = await consume();
    await infra().nats.signal('SIGKILL');
    await infra().nats.restart();
    const event = userCreated();
    await vi.waitFor(() => publishEvent(publisher, event), { timeout: 5_000, interval: 100 });
    await vi.waitFor(() => expect(heard).toEqual([idOf(event)]), { timeout: 5_000 });
  });
});

describe('the outbox', () => {
  interface Thing extends WithOutbox {
    _id: string;
  }
  const schema = new Schema<Thing>({ _id: String, ...outboxField }, { versionKey: false, strict: 'throw' });
  schema.index(...outboxIndex);

  async function setUp() {
    const model = mongo.model<Thing>('Thing', schema);
    await createIndexes(mongo);
    const openOutbox = (bus: Bus) => closers.add(createOutbox(bus, model), (outbox) => outbox.close());
    const left = async () => (await model.find().lean<Thing[]>()).flatMap(({ outbox }) => outbox ?? []);
    return { model, openOutbox, left };
  }

  test('publishes in order what a change left, at once on flush, and is empty then', async () => {
    const { model, openOutbox, left } = await setUp();
    const heard = await consume();
    const events = [userCreated(), userCreated(), userCreated()];
    await model.create({ _id: 'thing', outbox: events });
    await openOutbox(publisher).flush('thing');
    expect(await left()).toEqual([]);
    await vi.waitFor(() => expect(heard).toEqual(events.map(idOf)));
  });

  test('publishes by itself what a process left that died before it could', async () => {
    const { model, openOutbox, left } = await setUp();
    const heard = await consume();
    const events = Array.from({ length: 5 }, userCreated);
    await model.create(events.map((event, index) => ({ _id: `thing ${index}`, outbox: [event] })));
    await model.create({ _id: 'without' });
    openOutbox(publisher);
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(events.map(idOf)), { timeout: 5_000 });
    await vi.waitFor(async () => expect(await left()).toEqual([]));
  });

  test('keeps what NATS could not take, throws nothing, and publishes after its return', async () => {
    const { model, openOutbox, left } = await setUp();
    const heard = await consume();
    const outbox = openOutbox(publisher);
    const event = userCreated();
    await infra().nats.signal('SIGKILL');
    await model.create({ _id: 'thing', outbox: [event] });
    await outbox.flush('thing');
    expect(await left()).toHaveLength(1);
    await infra().nats.restart();
    await vi.waitFor(() => expect(heard).toEqual([idOf(event)]), { timeout: 5_000 });
    await vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: 5_000 });
  });

  test('of two processes publishes an event once for the service that hears it', async () => {
    const { model, openOutbox, left } = await setUp();
    const heard = await consume();
    openOutbox(publisher);
    openOutbox(await open());
    const events = Array.from({ length: 20 }, userCreated);
    for (const [index, event] of events.entries()) await model.create({ _id: String(index), outbox: [event] });
    await vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: 5_000 });
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(events.map(idOf)), { timeout: 5_000 });
  });
});

describe('a stream that was lost', () => {
  interface Thing extends WithOutbox {
    _id: string;
  }
  const schema = new Schema<Thing>({ _id: String, ...outboxField }, { versionKey: false, strict: 'throw' });

  /** Publishes an event by an outbox, and watches for the loss of the stream. */
  async function publishByOutbox() {
    const published = createPublishedEvents(mongo);
    closers.add(retellAfterLoss(publisher, published), (one) => one.close());
    const manager = await publisher.connection.jetstreamManager();
    const { created } = await manager.streams.info(EVENT_STREAM);
    await vi.waitFor(async () => expect(await published.knownStream()).toBe(created), { timeout: 15_000 });
    const model = mongo.model<Thing>('Lost', schema);
    const events = [userCreated(), userCreated()];
    await model.create({ _id: 'thing', outbox: events });
    await closers.add(createOutbox(publisher, model), (outbox) => outbox.close()).flush('thing');
    return { events, manager, published };
  }

  test('is told again what was published in the last day; who has heard it takes it once', async () => {
    const heard = await consume();
    const { events, manager } = await publishByOutbox();
    await vi.waitFor(() => expect(heard).toEqual(events.map(idOf)));
    await manager.streams.delete(EVENT_STREAM);
    await vi.waitFor(async () => expect((await manager.streams.info(EVENT_STREAM)).state.messages).toBe(2), {
      timeout: 20_000,
    });
    const last = userCreated();
    await publishEvent(publisher, last);
    await vi.waitFor(() => expect(heard).toEqual([...events, last].map(idOf)), { timeout: 10_000 });
  });

  test('is told to who had not heard it yet', async () => {
    const { events, manager } = await publishByOutbox();
    await manager.streams.delete(EVENT_STREAM);
    const heard = await consume();
    await vi.waitFor(() => expect(heard).toEqual(events.map(idOf)), { timeout: 20_000 });
  });

  test('is noticed by a process that was not there when it happened', async () => {
    const published = createPublishedEvents(mongo);
    const event = userCreated();
    await published.add([event]);
    await published.noteStream('of yesterday');
    const heard = await consume();
    closers.add(retellAfterLoss(publisher, published), (one) => one.close());
    await vi.waitFor(() => expect(heard).toEqual([idOf(event)]), { timeout: 15_000 });
  });
});
