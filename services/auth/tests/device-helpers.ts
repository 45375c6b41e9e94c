import { type DeviceEvidence, type Envelope, rpcs } from '@rollcall/contracts';
import { request, systemTrace } from '@rollcall/service-kit';
import { connectTestBus } from '@rollcall/service-kit/testing';
import { openAuth } from './helpers.ts';

const trace = systemTrace('test');

export type TestDevices = Awaited<ReturnType<typeof openDevices>>;
export type Student = Awaited<ReturnType<TestDevices['student']>>;

/** Two processes of auth with two administrators, and what students, administrators and other services do about devices. */
export async function openDevices() {
  const auth = await openAuth({ env: { DEVICE_RETENTION: '1d' } });
  const bus = await connectTestBus(auth.infra.nats.url);
  // By id, because an event may be published twice.
  const published = new Map<string, { subject: string; envelope: Envelope<Record<string, unknown>> }>();
  bus.connection.subscribe('evt.device.>', {
    callback: (_error, message) => {
      const envelope = message.json<Envelope<Record<string, unknown>>>();
      published.set(envelope.id, { subject: message.subject, envelope });
    },
  });
  await bus.connection.flush();
  const admins = [await openAdmin(), await openAdmin()] as const;

  async function openAdmin() {
    const { _id, email } = await auth.person('teacher');
    await auth.collection('users').updateOne({ _id }, { $set: { role: 'admin' } });
    return { _id, token: await auth.logIn(email) };
  }

  async function student() {
    const { _id, email, name } = await auth.person();
    const token = await auth.logIn(email);
    const call = (line: string, body?: unknown, process = 0) => auth.call(line, { token, body, process });
    return {
      _id,
      email,
      name,
      token,
      bind: (device: unknown, more: object = {}, process = 0) =>
        call('POST /api/v1/devices', { device, ...more }, process),
      mine: async () => (await call('GET /api/v1/devices/mine')).body.data,
      askReset: (reason?: string, process = 0) => call('POST /api/v1/device-resets', { reason }, process),
    };
  }

  return {
    auth,
    admins,
    student,
    decide: (verb: 'approve' | 'reject', resetId: string, { by = 0, process = 0, body = {} as unknown } = {}) =>
      auth.call(`POST /api/v1/device-resets/${resetId}/${verb}`, { token: admins[by]?.token ?? '', body, process }),
    listResets: (query: string) => auth.call(`GET /api/v1/device-resets?${query}`, { token: admins[0].token }),
    /** What was published about somebody, in its order: the end of the subject, the data, who acted. */
    eventsOf: (userId: string) =>
      [...published.values()]
        .filter(({ envelope }) => envelope.entityId === userId)
        .map(({ subject, envelope }) => [subject.replace('evt.device.', ''), envelope.data, envelope.actor?.userId]),
    boundCount: (userId: string) => auth.collection('devices').countDocuments({ userId, releasedAt: null }),
    rpcBind: (userId: string, device: DeviceEvidence) =>
      request(bus, rpcs.auth.bindDevice, { userId, device }, { ...trace, actor: { userId, role: 'student' } }),
    roster: async (userIds: string[]) => (await request(bus, rpcs.auth.devicesOfRoster, { userIds }, trace)).devices,
    async close() {
      await bus.close();
      await auth.close();
    },
  };
}
