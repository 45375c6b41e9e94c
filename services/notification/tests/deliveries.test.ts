import type { ServerResponse } from 'node:http';
import type { Webhook, WebhookDelivery } from '@rollcall/contracts';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { firstOf, type Office, openOffice, until } from './helpers.ts';
import { type HookRequest, type HookServer, startHookServer } from './hook-server.ts';

let office: Office;
let admin: ReturnType<Office['auth']['person']>;
const env = {
  WEBHOOKS_TO_PRIVATE_ADDRESSES: 'true',
  WEBHOOK_ATTEMPTS: '4',
  WEBHOOK_RETRY_SECONDS: '0.1',
  WEBHOOK_TIMEOUT_SECONDS: '1',
};
beforeAll(async () => {
  office = await openOffice({ env });
  admin = office.auth.person('admin');
}, 60_000);
afterAll(() => office.close());

const path = '/api/v1/webhooks';
type Answering = (response: ServerResponse, request: HookRequest) => void;

interface Hook {
  server: HookServer;
  webhook: Webhook & { secret: string };
  deliveries(query?: string): Promise<WebhookDelivery[]>;
}

async function openHook(answer?: Answering, more: object = {}, at = office): Promise<Hook> {
  const server = await startHookServer(answer);
  const events = ['session.cancelled'];
  const webhook = (await at.call(admin, 'POST', path, { url: server.url, events, ...more })).body.data;
  onTestFinished(async () => {
    await at.call(admin, 'DELETE', `${path}/${webhook._id}`);
    await server.close();
  });
  return {
    server,
    webhook,
    deliveries: async (query = '') =>
      (await at.call(admin, 'GET', `${path}/${webhook._id}/deliveries${query}`)).body.data.items,
  };
}

const cancelled = () => ({ sessionId: office.newId(), classId: office.newId(), why: 'Snow' });
const stateOf = async ({ deliveries }: Hook) => (await deliveries()).map(({ state }) => state);

describe('a webhook is told', () => {
  it('what it wants to hear, signed by Standard Webhooks, and nothing else', async () => {
    const hook = await openHook();
    const data = cancelled();
    await office.tell('deviceResetApproved', { userId: office.newId(), resetId: office.newId() });
    await office.tell('sessionStarted', { ...data, startedAt: '2026-03-02T08:00:00.000Z' });
    await office.tell('sessionCancelled', data);
    await until(() => expect(hook.server.requests).toHaveLength(1));
    const { headers, body } = firstOf(hook.server.requests);
    const read = new Verifier(hook.webhook.secret).verify(body, headers as Record<string, string>);
    expect(read).toEqual({ type: 'session.cancelled', timestamp: expect.any(String), data });
    expect(headers['content-type']).toBe('application/json');
    await until(async () =>
      expect(await hook.deliveries()).toMatchObject([
        {
          _id: headers['webhook-id'],
          webhookId: hook.webhook._id,
          event: 'session.cancelled',
          state: 'delivered',
          attempts: [{ statusCode: 204, problem: null }],
          nextAttemptAt: null,
        },
      ]),
    );
  });

  it('of each event once, however often that comes, also by two processes', async () => {
    const two = await openOffice({ env });
    onTestFinished(() => two.close(), 60_000);
    const hook = await openHook(undefined, {}, two);
    await two.start();
    const events = Array.from({ length: 20 }, cancelled);
    for (const data of events) {
      const id = await two.tell('sessionCancelled', data);
      await two.tell('sessionCancelled', data, { id });
    }
    await two.allTaken();
    await until(async () => expect(await stateOf(hook)).toEqual(Array(20).fill('delivered')));
    expect(hook.server.requests).toHaveLength(20);
    expect(new Set(hook.server.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(20);
  }, 60_000);

  it('with the former secret beside the new one for a day', async () => {
    const hook = await openHook();
    const { secret } = (await office.call(admin, 'POST', `${path}/${hook.webhook._id}/rotate-secret`)).body.data;
    const ping = await office.call(admin, 'POST', `${path}/${hook.webhook._id}/test`);
    expect([ping.status, ping.body.data]).toMatchObject([202, { event: 'ping', state: 'waiting' }]);
    await until(() => expect(hook.server.requests).toHaveLength(1));
    const { headers, body } = firstOf(hook.server.requests);
    for (const one of [secret, hook.webhook.secret]) {
      expect(new Verifier(one).verify(body, headers as Record<string, string>)).toMatchObject({ type: 'ping' });
    }
  });

  it('again after longer and longer pauses while it fails, with the same id and a signature of its own', async () => {
    let failures = 3;
    const hook = await openHook((response) => response.writeHead(failures-- > 0 ? 503 : 200).end());
    await office.tell('sessionCancelled', cancelled());
    await until(async () => expect(await stateOf(hook)).toEqual(['delivered']));
    const { requests } = hook.server;
    expect(requests).toHaveLength(4);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    for (const { body, headers } of requests) {
      new Verifier(hook.webhook.secret).verify(body, headers as Record<string, string>);
    }
    const [first] = await hook.deliveries();
    expect(first?.attempts.map(({ statusCode }) => statusCode)).toEqual([503, 503, 503, 200]);
    const pauses = requests.slice(1).map(({ atMs }, at) => atMs - (requests[at]?.atMs ?? 0));
    for (const [at, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(50 * 2 ** at - 5);
  });
});

describe('what is given up', () => {
  it('is a dead letter, and is sent again when somebody asks', async () => {
    let works = false;
    const hook = await openHook((response) => response.writeHead(works ? 200 : 500).end());
    await office.tell('sessionCancelled', cancelled());
    await until(async () => expect(await stateOf(hook)).toEqual(['dead']));
    expect(hook.server.requests).toHaveLength(4);
    const [dead] = await hook.deliveries('?state=dead');
    const again = `${path}/${hook.webhook._id}/deliveries/${dead?._id}/redeliver`;
    works = true;
    const answer = await office.call(admin, 'POST', again);
    expect([answer.status, answer.body.data.state]).toEqual([202, 'waiting']);
    await until(async () => expect(await stateOf(hook)).toEqual(['delivered']));
    expect(hook.server.requests).toHaveLength(5);
    const refused = await office.call(admin, 'POST', again);
    expect([refused.status, refused.body.code]).toEqual([409, 'webhook_delivery_not_dead']);
    const other = await openHook();
    const foreign = await office.call(admin, 'POST', again.replace(hook.webhook._id, other.webhook._id));
    expect([foreign.status, foreign.body.code]).toEqual([404, 'webhook_delivery_not_found']);
  });

  it.each<[string, Answering, string]>([
    [
      'redirects',
      (response, { path: to }) => response.writeHead(to === '/hook' ? 302 : 200, { location: '/elsewhere' }).end(),
      'answered 302',
    ],
    ['never answers', () => {}, 'no answer within 1 s'],
    ['hangs up', (response) => response.destroy(), 'ECONNRESET'],
  ])('is so when a server %s', async (_, answer, problem) => {
    const hook = await openHook(answer);
    await office.tell('sessionCancelled', cancelled());
    await until(async () => expect(await stateOf(hook)).toEqual(['dead']));
    const [dead] = await hook.deliveries();
    expect(new Set(dead?.attempts.map((attempt) => attempt.problem))).toEqual(new Set([problem]));
    expect(new Set(hook.server.requests.map((request) => request.path))).toEqual(new Set(['/hook']));
  });

  it('is so when the webhook was switched off meanwhile; one that is off hears of nothing new', async () => {
    const hook = await openHook((response) => response.writeHead(500).end());
    await office.tell('sessionCancelled', cancelled());
    await until(() => expect(hook.server.requests.length).toBeGreaterThan(0));
    await office.call(admin, 'PATCH', `${path}/${hook.webhook._id}`, { enabled: false });
    await until(async () => expect(await stateOf(hook)).toEqual(['dead']));
    await office.tell('sessionCancelled', cancelled());
    await office.allTaken();
    expect(await hook.deliveries()).toHaveLength(1);
  });
});

it('an answer without end is not read to its end', async () => {
  let written = 0;
  const hook = await openHook((response) => {
    response.writeHead(200);
    const piece = Buffer.alloc(16_384);
    const write = () => {
      while (!response.destroyed && response.write(piece)) written += piece.length;
    };
    response.on('drain', write);
    write();
  });
  await office.tell('sessionCancelled', cancelled());
  await until(async () => expect(await stateOf(hook)).toEqual(['delivered']));
  await office.tell('sessionCancelled', cancelled());
  await until(async () => expect(await stateOf(hook)).toEqual(['delivered', 'delivered']));
  expect(written).toBeLessThan(20_000_000);
});

it('a webhook that does not answer keeps no other one waiting', async () => {
  const stuck = await openHook(() => {});
  const quick = await openHook(undefined, { events: ['excuse.decided'] });
  for (let n = 0; n < 300; n += 1) await office.tell('sessionCancelled', cancelled());
  await office.allTaken();
  const startedAtMs = Date.now();
  const ids = { excuseId: office.newId(), classId: office.newId(), studentId: office.newId() };
  await office.tell('excuseDecided', { ...ids, approved: true, why: null });
  await until(() => expect(quick.server.requests).toHaveLength(1));
  expect(Date.now() - startedAtMs).toBeLessThan(3_000);
  expect(await stuck.deliveries('?state=waiting')).not.toEqual([]);
});
