import { createDeviceKey } from '@rollcall/client';
import { AppError } from '@rollcall/service-kit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { APP, derEvidence, keyEvidence, malformed, OTHER_APP, spelledOtherwise } from './device-evidence.ts';
import { openDevices, type TestDevices } from './device-helpers.ts';
import { failure } from './helpers.ts';

let devices: TestDevices;
beforeAll(async () => {
  devices = await openDevices();
});
afterAll(() => devices.close());

describe('POST /api/v1/devices', () => {
  test('200 binds the first device; the same again answers it unchanged; 409 for another one', async () => {
    const { _id: userId, bind, mine } = await devices.student();
    const bound = await bind(APP, { label: 'My phone' });
    expect([bound.status, bound.body]).toEqual([
      200,
      {
        success: true,
        data: {
          _id: expect.stringMatching(/^[0-9a-f]{24}$/),
          kind: 'id',
          label: 'My phone',
          boundAt: expect.any(String),
        },
      },
    ]);
    const { data } = bound.body;
    const again = await bind(APP, { label: 'Another name' }, 1);
    expect([again.status, again.body.data]).toEqual([200, data]);
    const other = await bind(OTHER_APP);
    expect([other.status, other.body]).toEqual([
      409,
      failure('device_bound', 'Another device is bound to you. Ask for a reset.'),
    ]);
    expect(await mine()).toEqual({ device: data, reset: null });
    await vi.waitFor(() =>
      expect(devices.eventsOf(userId)).toEqual([['bound', { userId, deviceId: data._id, kind: 'id' }, userId]]),
    );
  });

  test('409 for the same digits of another kind', async () => {
    const { bind } = await devices.student();
    expect((await bind({ kind: 'imei', id: '490154203237518' })).body.data).toMatchObject({
      kind: 'imei',
      label: null,
    });
    expect((await bind({ kind: 'id', id: '490154203237518' })).status).toBe(409);
  });

  test('200 for the same key with a new signature and in another spelling; 409 for another key', async () => {
    const { _id: userId, bind } = await devices.student();
    const key = await createDeviceKey();
    const { data } = (await bind(await keyEvidence(userId, key))).body;
    expect(data).toMatchObject({ kind: 'key' });
    expect((await bind(await keyEvidence(userId, key))).body.data).toEqual(data);
    expect((await bind(await keyEvidence(userId, spelledOtherwise(key)))).body.data).toEqual(data);
    expect((await bind(await keyEvidence(userId))).body.code).toBe('device_bound');
    expect((await bind(APP)).body.code).toBe('device_bound');
  });

  test('400 for a key that did not sign for this person, or is none; also when it is the bound one', async () => {
    const { _id: userId, bind, mine } = await devices.student();
    const key = await createDeviceKey();
    const good = await keyEvidence(userId, key);
    const point = { kty: 'EC', crv: 'P-256', x: `${'AQEB'.repeat(10)}AQE`, y: `${'AQEB'.repeat(10)}AQE` };
    const bad = [
      await keyEvidence(devices.admins[0]._id, key),
      { ...good, publicKey: (await createDeviceKey()).publicKey },
      { ...good, publicKey: point },
      { ...good, publicKey: { ...point, x: 'A'.repeat(43), y: 'A'.repeat(43) } },
      { ...good, signature: 'A'.repeat(86) },
    ];
    const proof = failure('device_proof_invalid', 'The device did not prove that it holds its key');
    for (const evidence of bad) {
      const answer = await bind(evidence);
      expect([answer.status, answer.body]).toEqual([400, proof]);
    }
    expect((await bind(derEvidence(userId))).body.code).toBe('invalid_request');
    expect((await mine()).device).toBeNull();
    expect((await bind(good)).status).toBe(200);
    expect((await bind({ ...good, signature: 'A'.repeat(86) })).body).toEqual(proof);
  });

  test('400 for what is no evidence, and nothing is bound', async () => {
    const { token, bind, mine } = await devices.student();
    for (const [name, device] of malformed) {
      expect([name, (await bind(device)).body.code]).toEqual([name, 'invalid_request']);
    }
    for (const more of [{ userId: 'x' }, { label: '' }, { label: 'x'.repeat(101) }, { label: { $gt: '' } }]) {
      expect((await bind(APP, more)).body.code).toBe('invalid_request');
    }
    const polluted = `{"device": {"kind": "id", "id": "app-installation-1", "__proto__": {"kind": "key"}}}`;
    const answer = await devices.auth.call('POST /api/v1/devices', { token, raw: polluted });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(await mine()).toEqual({ device: null, reset: null });
  });

  test('50 at once of two devices, over two processes: one device wins, the other is refused each time', async () => {
    const { _id: userId, bind } = await devices.student();
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, at) => {
        const device = at % 2 === 0 ? APP : OTHER_APP;
        return { device, ...(await bind(device, {}, (at >> 1) % 2)) };
      }),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect([won.length, new Set(won.map(({ device }) => device.id)).size]).toEqual([25, 1]);
    expect(new Set(won.map(({ body }) => body.data._id)).size).toBe(1);
    expect(answers.filter(({ body }) => body.code === 'device_bound')).toHaveLength(25);
    expect(await devices.boundCount(userId)).toBe(1);
    await vi.waitFor(() => expect(devices.eventsOf(userId)).toHaveLength(1));
  });
});

describe('over NATS', () => {
  test('the device of a first scan: bound, then same, then other', async () => {
    const { _id: userId, bind, mine } = await devices.student();
    const evidence = await keyEvidence(userId);
    expect(await devices.rpcBind(userId, evidence)).toEqual({ outcome: 'bound' });
    expect(await devices.rpcBind(userId, evidence)).toEqual({ outcome: 'same' });
    expect(await devices.rpcBind(userId, APP)).toEqual({ outcome: 'other' });
    expect((await bind(evidence)).body.data).toEqual((await mine()).device);
    await expect(devices.rpcBind(userId, await keyEvidence(devices.admins[0]._id))).rejects.toMatchObject({
      code: 'device_proof_invalid',
    });
  });

  test('user_not_found for people who are unknown, disabled or not students, and nothing is stored', async () => {
    const disabled = await devices.student();
    await devices.auth.collection('users').updateOne({ _id: disabled._id }, { $set: { disabled: true } });
    const teacher = await devices.auth.person('teacher');
    const ids = ['65f0c0ffee65f0c0ffee65f0', disabled._id, teacher._id];
    for (const userId of ids) {
      await expect(devices.rpcBind(userId, APP)).rejects.toMatchObject({ code: 'user_not_found' });
      expect(await devices.boundCount(userId)).toBe(0);
    }
  });

  test('what is no request is answered with an error and changes nothing', async () => {
    const before = await devices.auth.collection('devices').countDocuments({});
    for (const userId of [{ $ne: null }, ['x'], '__proto__', null]) {
      await expect(devices.rpcBind(userId as string, APP)).rejects.toBeInstanceOf(AppError);
      await expect(devices.roster([userId as string])).rejects.toBeInstanceOf(AppError);
    }
    await expect(devices.roster(Array.from({ length: 1_001 }, () => '65f0c0ffee65f0c0ffee65f0'))).rejects.toThrow();
    expect(await devices.auth.collection('devices').countDocuments({})).toBe(before);
  });

  test('the devices of a roster: the bound ones, with what a scan is compared with', async () => {
    const [byId, byKey, released, none] = await Promise.all(Array.from({ length: 4 }, () => devices.student()));
    if (!byId || !byKey || !released || !none) throw new Error('no students');
    const evidence = await keyEvidence(byKey._id);
    await Promise.all([byId.bind(APP), byKey.bind(evidence), released.bind(APP)]);
    await devices.decide('approve', (await released.askReset()).body.data._id);
    const unknown = Array.from({ length: 996 }, (_, at) => at.toString(16).padStart(24, '0'));
    const found = await devices.roster([byId._id, byKey._id, released._id, none._id, ...unknown]);
    const deviceId = expect.stringMatching(/^[0-9a-f]{24}$/);
    expect(found.sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { userId: byId._id, deviceId, kind: 'id', idHash: expect.stringMatching(/^[\w-]{43}$/), publicKey: null },
      {
        userId: byKey._id,
        deviceId,
        kind: 'key',
        idHash: null,
        publicKey: 'publicKey' in evidence && evidence.publicKey,
      },
    ]);
  });
});

describe('the collections', () => {
  test('hold no id of a device as it is', async () => {
    const { _id: userId, bind, askReset } = await devices.student();
    const id = 'secret-id-of-this-very-device';
    await bind({ kind: 'id', id });
    await askReset();
    const stored = await devices.auth.collection('devices').find({}).toArray();
    expect(stored.find((device) => device.userId === userId)?.idHash).toMatch(/^[\w-]{43}$/);
    for (const text of [id, APP.id, '490154203237518', Buffer.from(id).toString('base64url')]) {
      expect(JSON.stringify(stored)).not.toContain(text);
    }
  });

  test('have the indexes that guard and expire', async () => {
    expect(await devices.auth.collection('devices').indexes()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: { userId: 1 }, unique: true, partialFilterExpression: { releasedAt: null } }),
        expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }),
        expect.objectContaining({ key: { idHash: 1 } }),
      ]),
    );
    expect(await devices.auth.collection('deviceResets').indexes()).toContainEqual(
      expect.objectContaining({ key: { userId: 1 }, unique: true, partialFilterExpression: { status: 'pending' } }),
    );
  });

  test('a roster is one query, and its index leads to the bound devices alone', async () => {
    const collection = devices.auth.collection('devices');
    const userIds = (await collection.find({ releasedAt: null }).toArray()).map(({ userId }) => String(userId));
    const uses = async () => {
      const indexes = await collection.aggregate([{ $indexStats: {} }]).toArray();
      // The sweep of the outbox looks every second, whatever is asked here.
      const others = indexes.filter(({ name }) => !name.startsWith('outbox'));
      return Object.fromEntries(others.map(({ name, accesses }) => [name, Number(accesses.ops)]));
    };
    const before = await uses();
    expect(await devices.roster(userIds)).toHaveLength(userIds.length);
    expect(await uses()).toMatchObject({ ...before, userId_1: (before.userId_1 ?? 0) + 1 });
    const plan = await collection.find({ userId: { $in: userIds }, releasedAt: null }).explain('executionStats');
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).toContain('"indexName":"userId_1"');
    expect(plan.executionStats).toMatchObject({ nReturned: userIds.length, totalDocsExamined: userIds.length });
  });
});
