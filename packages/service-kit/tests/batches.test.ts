import { EVENT_STREAM } from '@rollcall/contracts';
import { type Connection, Types } from 'mongoose';
import type { JsMsg } from 'nats';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../src/app-error.ts';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import type { Bus } from '../src/nats/bus.ts';
import { consumeBatches, type ReceivedEvent } from '../src/nats/consume-batches.ts';
import { createEvent, ensureStream, publishEvent, publishEvents } from '../src/nats/events.ts';
import { gather } from '../src/nats/gather.ts';
import { refuse } from '../src/nats/refusals.ts';
import { connectMongo } from '../src/stores/mongo.ts';
import { createParkedEvents, type ParkedEvents } from '../src/stores/parked-events.ts';
import { systemTrace } from '../src/trace.ts';
import { openBus, useInfra } from './helpers.ts';

const infra = useInfra(['nats', 'mongodb']);
const closers = new CloseStack();
afterEach(() => closers.close());

let service: string;
let publisher: Bus;
let parked: ParkedEvents;
beforeEach(async ({ task }) => {
  service = task.id.replace(/\W/g, '-');
  publisher = closers.add(await openBus(infra(), service), (bus) => bus.close());
  const manager = await publisher.connection.jetstreamManager();
  await ensureStream(manager);
  await manager.streams.purge(EVENT_STREAM);
  const mongo: Connection = await connectMongo(infra().mongodb.url, service, new Health());
  closers.add(mongo, (connection) => connection.close());
  parked = createParkedEvents(mongo);
});

const trace = systemTrace('request-1');

function userCreated() {
  const userId = new Types.ObjectId().toHexString();
  return createEvent(publisher, 'userCreated', userId, { userId, role: 'student' }, trace);
}
const idsOf = (events: { envelope: { id: string } }[]) => events.map(({ envelope }) => envelope.id);

/** A process that takes batches; `heard` are the ids of each. */
async function consume(handle: (events: ReceivedEvent[]) => Promise<void> = async () => {}, most = 100) {
  const bus = closers.add(await openBus(infra(), service), (open) => open.close());
  const heard: string[][] = [];
  const consuming = consumeBatches(bus, undefined, parked, {
    names: ['userCreated', 'userDisabled'],
    most,
    async handle(_, events) {
      heard.push(events.map(({ id }) => id));
      await handle(events);
    },
  });
  closers.add(consuming, (one) => one.close());
  const manager = await bus.connection.jetstreamManager();
  const waiting = async () => (await manager.consumers.info(EVENT_STREAM, service)).num_waiting;
  await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0));
  return heard;
}

const unanswered = async () => {
  const { num_ack_pending, num_pending } = await (await publisher.connection.jetstreamManager()).consumers.info(
    EVENT_STREAM,
    service,
  );
  return num_ack_pending + num_pending;
};
const allAnswered = () => vi.waitFor(async () => expect(await unanswered()).toBe(0), { timeout: 20_000 });

describe('batches of events', () => {
  test('hold what came together, in order, and no more than they may', async () => {
    const heard = await consume(undefined, 40);
    const events = Array.from({ length: 100 }, userCreated);
    await publishEvents(publisher, events);
    await vi.waitFor(() => expect(heard.flat()).toEqual(idsOf(events)));
    expect(heard.length).toBeLessThan(30);
    expect(Math.max(...heard.map((batch) => batch.length))).toBeLessThanOrEqual(40);
    await allAnswered();
  });

  test('come whole again while a server is away, for as long as it takes, and nothing is parked', async () => {
    let away = 12;
    const heard = await consume(async () => {
      if (away-- > 0) throw new AppError('try_again');
    });
    const events = [userCreated(), userCreated()];
    await publishEvents(publisher, events);
    await allAnswered();
    expect(heard.length).toBeGreaterThanOrEqual(7);
    expect(new Set(heard.flat())).toEqual(new Set(idsOf(events)));
    expect(await parked.count()).toBe(0);
  });

  test('that fail for one event are handled without it; others do not wait for it', async () => {
    const poisoned = userCreated();
    const done: string[] = [];
    await consume(async (events) => {
      if (events.some(({ id }) => id === poisoned.envelope.id)) throw new Error('cannot be');
      done.push(...events.map(({ id }) => id));
    });
    const [before, after] = [userCreated(), userCreated()];
    await publishEvents(publisher, [before, poisoned, after]);
    await vi.waitFor(() => expect(done.toSorted()).toEqual(idsOf([before, after]).toSorted()));
  });

  test('pass over what has another shape, and take what follows', async () => {
    const heard = await consume();
    await publisher.connection.jetstream().publish('evt.user.created', 'no JSON');
    const event = userCreated();
    await publishEvent(publisher, event);
    await vi.waitFor(() => expect(heard.flat()).toEqual([event.envelope.id]));
  });
});

describe('an event that is never taken', () => {
  const given = (deliveryCount: number) => {
    const [ack, nak] = [vi.fn(), vi.fn()];
    const message = { subject: 'evt.user.created', info: { deliveryCount }, string: () => 'payload', ack, nak };
    return { message: message as unknown as JsMsg, ack, nak };
  };

  test('comes again after longer and longer pauses, and is parked in the end', async () => {
    const pauses: number[] = [];
    for (let deliveries = 1; deliveries < 9; deliveries += 1) {
      const { message, nak } = given(deliveries);
      await refuse(publisher, parked, message, new Error('never'));
      pauses.push(nak.mock.lastCall?.[0]);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(await parked.count()).toBe(0);
    const { message, ack, nak } = given(9);
    await refuse(publisher, parked, message, new Error('never'));
    expect([ack.mock.calls.length, nak.mock.calls.length]).toEqual([1, 0]);
    expect(await parked.list(10)).toMatchObject([
      { subject: 'evt.user.created', payload: 'payload', problem: 'never' },
    ]);
  });

  test('is not parked while a server is away, however often it came', async () => {
    const { message, nak } = given(1_000);
    await refuse(publisher, parked, message, new AppError('try_again'));
    expect([nak.mock.lastCall, await parked.count()]).toEqual([[500], 0]);
  });
});

describe('parked events', () => {
  const event = () => ({
    subject: 'evt.user.created',
    payload: JSON.stringify(userCreated().envelope),
    problem: 'why',
  });

  test('are tried again by a running process when somebody asks, and are gone when it works', async () => {
    const one = event();
    await parked.add(one);
    const heard = await consume();
    expect(await parked.askAgain()).toBe(1);
    await vi.waitFor(async () => expect(await parked.count()).toBe(0), { timeout: 10_000 });
    expect(heard).toEqual([[JSON.parse(one.payload).id]]);
  });

  test('that fail again stay, with the new reason, until somebody asks again', async () => {
    await parked.add(event());
    const heard = await consume(async () => {
      throw new Error('still not');
    });
    await parked.askAgain();
    await vi.waitFor(async () => expect(await parked.list(10)).toMatchObject([{ problem: 'still not' }]), {
      timeout: 10_000,
    });
    expect(await parked.tryOne(async () => {})).toBe(false);
    expect(heard).toHaveLength(1);
  });

  test('stay asked for while a server is away', async () => {
    await parked.add(event());
    await parked.askAgain();
    const away = new AppError('try_again');
    await expect(parked.tryOne(() => Promise.reject(away))).rejects.toBe(away);
    expect(await parked.list(10)).toMatchObject([{ problem: 'why', againAt: expect.any(Date) }]);
  });

  test('are tried by one of two who look at once', async () => {
    await parked.add(event());
    await parked.askAgain();
    const tried = vi.fn(async () => {});
    const results = await Promise.all([parked.tryOne(tried), parked.tryOne(tried)]);
    expect([results.toSorted(), tried.mock.calls.length]).toEqual([[false, true], 1]);
  });
});

test('what is gathered is never lost when the end comes in the middle', async () => {
  async function* items() {
    yield* [1, 2, 3];
  }
  const gathered: number[][] = [];
  for await (const some of gather(items(), 2, 1_000)) gathered.push(some);
  expect(gathered).toEqual([[1, 2], [3]]);
});
