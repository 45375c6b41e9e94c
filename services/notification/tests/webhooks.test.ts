import { recordSubject } from '@rollcall/service-kit/testing';
import { createConnection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice, until } from './helpers.ts';

let office: Office;
let admin: ReturnType<Office['auth']['person']>;
beforeAll(async () => {
  office = await openOffice();
  admin = office.auth.person('admin');
}, 60_000);
afterAll(() => office.close());

const path = '/api/v1/webhooks';
const wanted = { url: 'https://hooks.school.test/rollcall', events: ['session.started'] };
const create = async (more: object = {}) => (await office.call(admin, 'POST', path, { ...wanted, ...more })).body.data;

describe('a webhook', () => {
  it('is made with a secret that is shown this once and stands nowhere in the open', async () => {
    const made = await office.call(admin, 'POST', path, { ...wanted, description: 'The library' });
    expect([made.status, made.body.data]).toMatchObject([
      201,
      { ...wanted, description: 'The library', enabled: true, createdBy: admin._id },
    ]);
    const { secret, ...webhook } = made.body.data;
    expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
    const mongo = await createConnection(office.infra.mongodb.url, { dbName: 'rollcall-notification' }).asPromise();
    const stored = JSON.stringify(await mongo.collection('webhooks').find().toArray());
    await mongo.close();
    expect([stored.includes(webhook._id), stored.includes(secret.slice(6))]).toEqual([true, false]);
    expect((await office.call(admin, 'GET', `${path}/${webhook._id}`)).body.data).toEqual(webhook);
    const { items } = (await office.call(admin, 'GET', path)).body.data;
    expect(items).toContainEqual(webhook);
    const other = (await office.call(admin, 'POST', `${path}/${webhook._id}/rotate-secret`)).body.data.secret;
    expect(other).toMatch(/^whsec_/);
    expect(other).not.toBe(secret);
  });

  it('is edited, switched off, and deleted, which is told', async () => {
    const told = await recordSubject(office.infra.nats.url, 'evt.webhook.>');
    const { _id } = await create();
    const edited = await office.call(admin, 'PATCH', `${path}/${_id}`, { enabled: false, events: ['excuse.decided'] });
    expect(edited.body.data).toMatchObject({ _id, enabled: false, events: ['excuse.decided'], url: wanted.url });
    expect((await office.call(admin, 'PATCH', `${path}/${_id}`, {})).body.data).toEqual(edited.body.data);
    expect((await office.call(admin, 'DELETE', `${path}/${_id}`)).status).toBe(200);
    const gone: [string, string, object?][] = [
      ['GET', ''],
      ['PATCH', '', { enabled: true }],
      ['DELETE', ''],
      ['POST', '/rotate-secret'],
      ['POST', '/test'],
      ['GET', '/deliveries'],
      ['POST', `/deliveries/${office.newId()}/redeliver`],
    ];
    for (const [method, rest, body] of gone) {
      const { status, body: answer } = await office.call(admin, method, `${path}/${_id}${rest}`, body);
      expect([method, rest, status, answer.code]).toEqual([method, rest, 404, 'webhook_not_found']);
    }
    const ofThis = () => told.messages.filter(({ data }) => data.webhookId === _id);
    await until(() =>
      // An event may be published twice.
      expect([...new Set(ofThis().map((message) => JSON.stringify(message)))].map((one) => JSON.parse(one))).toEqual([
        { subject: 'evt.webhook.created', data: { webhookId: _id } },
        { subject: 'evt.webhook.edited', data: { webhookId: _id, fields: ['events', 'enabled'] } },
        { subject: 'evt.webhook.deleted', data: { webhookId: _id } },
      ]),
    );
    await told.close();
  });

  it('comes in pages', async () => {
    for (let n = 0; n < 3; n += 1) await create();
    const whole = (await office.call(admin, 'GET', path)).body.data.items;
    const first = (await office.call(admin, 'GET', `${path}?limit=2`)).body.data;
    const second = (await office.call(admin, 'GET', `${path}?limit=2&cursor=${first.nextCursor}`)).body.data;
    expect([...first.items, ...second.items]).toEqual(whole.slice(0, 4));
  });

  it.each([
    'http://hooks.school.test/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://10.1.2.3:8443/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://224.0.0.1/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://localhost/',
    'https://mongo:27017/',
    'https://db.internal/',
  ])('is refused for %s, when it is made and when it is edited', async (url) => {
    const made = await office.call(admin, 'POST', path, { ...wanted, url });
    expect([made.status, made.body.code]).toEqual([400, 'webhook_url_refused']);
    const { _id } = await create();
    const edited = await office.call(admin, 'PATCH', `${path}/${_id}`, { url });
    expect([edited.status, edited.body.code]).toEqual([400, 'webhook_url_refused']);
  });

  it.each([
    ['no address', { url: undefined }],
    ['another scheme', { url: 'file:///etc/passwd' }],
    ['no URL', { url: 'hooks' }],
    ['a password', { url: 'https://user:word@hooks.school.test/' }],
    ['an address without end', { url: `https://hooks.school.test/${'x'.repeat(2_000)}` }],
    ['an unknown event', { events: ['user.created'] }],
    ['no event', { events: [] }],
    ['an operator', { enabled: { $ne: true } }],
    ['a secret of their own', { secret: 'whsec_x' }],
  ])('400 for %s', async (_, more) => {
    const { status, body } = await office.call(admin, 'POST', path, { ...wanted, ...more });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  });
});

describe('cursors that were forged', () => {
  it.each([
    'x',
    '1',
    '1.2',
    `1.${'g'.repeat(24)}`,
    `-1.${'a'.repeat(24)}`,
    `9999999999999999.${'a'.repeat(24)}`,
    '{"$gt":""}',
  ])('400 for %s', async (cursor) => {
    const { _id } = await create();
    for (const list of ['/api/v1/notifications', path, `${path}/${_id}/deliveries`]) {
      const { status, body } = await office.call(admin, 'GET', `${list}?cursor=${encodeURIComponent(cursor)}`);
      expect([list, status, body.code]).toEqual([list, 400, 'invalid_request']);
    }
  });

  it('of the right shape only lead on in the own list', async () => {
    const cursor = `999999999999999.${'f'.repeat(24)}`;
    const { status, body } = await office.call(admin, 'GET', `/api/v1/notifications?cursor=${cursor}`);
    expect([status, body.data.items]).toEqual([200, []]);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'unread=maybe', 'unread[$ne]=true', 'page=1'])(
    '400 for ?%s',
    async (query) => {
      const { status } = await office.call(admin, 'GET', `/api/v1/notifications?${query}`);
      expect(status).toBe(400);
    },
  );
});
