import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { APP, OTHER_APP } from './device-evidence.ts';
import { openDevices, type TestDevices } from './device-helpers.ts';
import { failure } from './helpers.ts';

const A_DAY_MS = 86_400_000;

let devices: TestDevices;
beforeAll(async () => {
  devices = await openDevices();
});
afterAll(() => devices.close());

describe('resets', () => {
  test('asked once, seen by the student and by administrators, approved: the next device is bound', async () => {
    const { _id: userId, email: userEmail, name: userName, bind, mine, askReset } = await devices.student();
    const former = (await bind(APP)).body.data;
    const asked = await askReset('lost it');
    const reset = {
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      userId,
      userName,
      userEmail,
      reason: 'lost it',
      status: 'pending',
      createdAt: expect.any(String),
      decidedAt: null,
      decidedBy: null,
      decisionReason: null,
    };
    expect([asked.status, asked.body.data]).toEqual([201, reset]);
    const { _id: resetId } = asked.body.data;
    const parallel = await Promise.all(Array.from({ length: 10 }, (_, at) => askReset('again', at % 2)));
    for (const { status, body } of parallel) expect([status, body.data]).toEqual([201, asked.body.data]);
    expect((await mine()).reset).toEqual(asked.body.data);
    expect((await bind(OTHER_APP)).status).toBe(409);

    const approved = await devices.decide('approve', resetId.toUpperCase(), { body: { reason: 'seen in person' } });
    const decision = { status: 'approved', decidedBy: devices.admins[0]._id, decisionReason: 'seen in person' };
    expect([approved.status, approved.body.data]).toEqual([
      200,
      { ...reset, ...decision, decidedAt: expect.any(String) },
    ]);
    expect(await mine()).toEqual({ device: null, reset: null });
    const released = await devices.auth.collection('devices').findOne({ _id: former._id });
    expect(released).toMatchObject({ releasedAt: new Date(approved.body.data.decidedAt) });
    expect(Number(released?.expiresAt) - Number(released?.releasedAt)).toBe(A_DAY_MS);

    const next = (await bind(OTHER_APP)).body.data;
    expect((await bind(APP)).status).toBe(409);
    const about = { userId, resetId };
    await vi.waitFor(() =>
      expect(devices.eventsOf(userId)).toEqual([
        ['bound', { userId, deviceId: former._id, kind: 'id' }, userId],
        ['reset-requested', { ...about, why: 'lost it' }, userId],
        ['reset-approved', { ...about, why: 'seen in person' }, devices.admins[0]._id],
        ['bound', { userId, deviceId: next._id, kind: 'id' }, userId],
      ]),
    );
  });

  test('asked 20 times at once, over two processes: one request', async () => {
    const { _id: userId, askReset } = await devices.student();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => askReset(`time ${at}`, at % 2)));
    const [first] = answers;
    for (const { status, body } of answers) expect([status, body.data]).toEqual([201, first?.body.data]);
    const why = first?.body.data.reason;
    const asked = ['reset-requested', { userId, resetId: first?.body.data._id, why }, userId];
    await vi.waitFor(() => expect(devices.eventsOf(userId)).toEqual([asked]));
  });

  test('rejected: the device stays; 409 when decided before; a new one may be asked for', async () => {
    const { _id: userId, bind, mine, askReset } = await devices.student();
    const { data: device } = (await bind(APP)).body;
    const { _id: resetId } = (await askReset()).body.data;
    const rejected = await devices.decide('reject', resetId);
    expect(rejected.body.data).toMatchObject({ status: 'rejected', reason: null, decisionReason: null });
    expect(await mine()).toEqual({ device, reset: null });
    for (const verb of ['approve', 'reject'] as const) {
      const answer = await devices.decide(verb, resetId, { by: 1 });
      expect([answer.status, answer.body]).toEqual([
        409,
        failure('device_reset_decided', 'This request has been decided already'),
      ]);
    }
    expect((await mine()).device).toEqual(device);
    expect((await askReset()).body.data).toMatchObject({ status: 'pending', _id: expect.not.stringMatching(resetId) });
    await vi.waitFor(() =>
      expect(devices.eventsOf(userId)).toContainEqual(['reset-rejected', { userId, resetId }, devices.admins[0]._id]),
    );
  });

  test('approved and rejected by two administrators at once: one decision, and the device goes with it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { _id: userId, bind, mine, askReset } = await devices.student();
      await bind(APP);
      const { _id: resetId } = (await askReset()).body.data;
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, at) =>
          devices.decide(at % 2 === 0 ? 'approve' : 'reject', resetId, { by: at % 2, process: (at >> 1) % 2 }),
        ),
      );
      const [made, ...more] = answers.filter(({ status }) => status === 200);
      expect([made?.body.data.decidedBy, more]).toEqual([expect.any(String), []]);
      expect(answers.filter(({ body }) => body.code === 'device_reset_decided')).toHaveLength(7);
      expect((await mine()).device === null).toBe(made?.body.data.status === 'approved');
      await vi.waitFor(() => expect(devices.eventsOf(userId)).toHaveLength(3));
    }
  });

  test('an approval whose device cannot be released decides nothing, and can be made later', async () => {
    const { bind, mine, askReset } = await devices.student();
    const { data: device } = (await bind(APP)).body;
    const { data: reset } = (await askReset()).body;
    const client = await mongoose.mongo.MongoClient.connect(devices.auth.infra.mongodb.url);
    onTestFinished(() => client.close());
    const accept = async (validator: object) => {
      await client.db('rollcall-auth').command({ collMod: 'devices', validator });
    };
    onTestFinished(() => accept({}));
    await accept({ releasedAt: null });
    expect((await devices.decide('approve', reset._id)).status).toBe(500);
    expect(await mine()).toEqual({ device, reset });
    await accept({});
    expect((await devices.decide('approve', reset._id)).status).toBe(200);
    expect(await mine()).toEqual({ device: null, reset: null });
  });

  test('listed the oldest first, by pages and by status', async () => {
    await devices.auth.collection('deviceResets').deleteMany({});
    const people = await Promise.all(Array.from({ length: 5 }, () => devices.student()));
    for (const one of people) await one.askReset(`of ${one.name}`);
    const list = async (query: string) => (await devices.listResets(query)).body.data;
    const first = await list('limit=3');
    const rest = await list(`limit=2&cursor=${first.nextCursor}`);
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 2, null]);
    const all = [...first.items, ...rest.items];
    expect(all.map(({ _id }) => _id)).toEqual(all.map(({ _id }) => _id).sort());
    expect(all.map(({ userName, userEmail, reason }) => [userName, userEmail, reason]).sort()).toEqual(
      people.map(({ name, email }) => [name, email, `of ${name}`]).sort(),
    );
    await devices.decide('reject', all[0]._id);
    expect((await list('status=rejected')).items).toMatchObject([
      { _id: all[0]._id, decidedBy: devices.admins[0]._id },
    ]);
    expect((await list('')).items).toHaveLength(4);
  });
});

describe('who may what', () => {
  const ofStudents = ['POST /api/v1/devices', 'GET /api/v1/devices/mine', 'POST /api/v1/device-resets'];
  const ofAdmins = (resetId: string) => [
    'GET /api/v1/device-resets',
    `POST /api/v1/device-resets/${resetId}/approve`,
    `POST /api/v1/device-resets/${resetId}/reject`,
  ];
  const codesFor = async (lines: string[], token?: string) =>
    Promise.all(lines.map(async (line) => (await devices.auth.call(line, { ...(token && { token }) })).body.code));

  test('a student sees nothing of anybody else, and binds the same device without being told', async () => {
    const [one, other] = [await devices.student(), await devices.student()];
    await one.bind(APP);
    await one.askReset('mine');
    expect(await other.mine()).toEqual({ device: null, reset: null });
    expect((await other.bind(APP)).status).toBe(200);
    expect((await other.askReset()).body.data).toMatchObject({ userId: other._id, reason: null });
  });

  test('401 without a token, 403 for another role, before anything is read', async () => {
    const { token, askReset, mine } = await devices.student();
    const deciding = ofAdmins((await askReset()).body.data._id);
    const teacher = await devices.auth.logIn((await devices.auth.person('teacher')).email);
    expect(new Set(await codesFor([...ofStudents, ...deciding]))).toEqual(new Set(['unauthorized']));
    for (const other of [teacher, devices.admins[0].token]) {
      expect(new Set(await codesFor(ofStudents, other))).toEqual(new Set(['student_required']));
    }
    for (const other of [teacher, token]) {
      expect(new Set(await codesFor(deciding, other))).toEqual(new Set(['admin_required']));
    }
    expect((await mine()).reset.status).toBe('pending');
  });

  test('401 for a student who was disabled, in every process', async () => {
    const { _id, bind, token } = await devices.student();
    expect((await bind(APP)).status).toBe(200);
    const { status } = await devices.auth.call(`PATCH /api/v1/users/${_id}`, {
      token: devices.admins[0].token,
      body: { disabled: true },
    });
    expect(status).toBe(200);
    for (const process of [0, 1]) {
      const answer = await devices.auth.call('GET /api/v1/devices/mine', { token, process });
      expect(answer.body.code).toBe('unauthorized');
    }
  });
});

describe('bad input of administrators', () => {
  test.each(['x', '__proto__', '%7B%22$ne%22:1%7D', '65f0c0ffee65f0c0ffee65f0'])('404 for the id %s', async (id) => {
    for (const verb of ['approve', 'reject'] as const) {
      const answer = await devices.decide(verb, id);
      expect([answer.status, answer.body]).toEqual([404, failure('device_reset_not_found', 'Device reset not found')]);
    }
  });

  test('400 for a decision that is none, and nothing is decided', async () => {
    const { askReset, mine } = await devices.student();
    const { _id: resetId } = (await askReset()).body.data;
    const reasons = ['', ' ', 'x'.repeat(501), { $ne: 1 }, ['x'], 1, null];
    for (const body of [...reasons.map((reason) => ({ reason })), { status: 'approved' }, [], 'x']) {
      expect([body, (await devices.decide('approve', resetId, { body })).status]).toEqual([body, 400]);
    }
    expect((await mine()).reset.status).toBe('pending');
  });

  test.each(['status[$ne]=x', 'status=all', 'status=pending&status=rejected', 'cursor[$gt]=', 'cursor=x', 'limit=0'])(
    '400 for the list with %s',
    async (query) => {
      const answer = await devices.listResets(query);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    },
  );
});
