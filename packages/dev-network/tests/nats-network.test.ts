import { createClient } from '@rollcall/client';
import { controls, events, routes } from '@rollcall/contracts';
import { connectTestBus } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type Network, startNetwork } from '../src/index.ts';

let network: Network;
beforeAll(async () => {
  network = await startNetwork({ mode: 'in-process', provider: 'local', env: { BCRYPT_COST: '4' } });
}, 120_000);
afterAll(() => network?.stop(), 60_000);

test("the network's NATS lets nobody in without a password, and the observer hears every kind of traffic", async () => {
  await expect(connectTestBus(network.infra.nats.url)).rejects.toThrow('NATS wants a user and a password');
  const { connection } = await connectAsObserver();
  const heard: string[] = [];
  connection.subscribe('>', { callback: (_error, { subject }) => heard.push(subject) });
  await connection.flush();
  const teacher = await signUp('teacher');
  const student = await signUp('student');
  const { _id: id } = await teacher.client.call(routes.classicCreateClass, { body: { className: 'Algebra' } });
  await teacher.client.call(routes.classicAddStudent, { ids: { id }, body: { studentId: student.userId } });
  await teacher.client.call(routes.classicStart, { body: { classId: id } });
  await student.client.call(routes.logOut);
  const wanted = [
    events.userCreated.subject,
    events.enrolmentAdded.subject,
    events.sessionStarted.subject,
    controls.enrolmentChanged.subject,
    controls.sessionEnded.subject,
    'rpc.class.get-class',
    `live.class.${id}`,
  ];
  await vi.waitFor(() => expect(heard).toEqual(expect.arrayContaining(wanted)), { timeout: 10_000 });
  const acknowledged = () => heard.some((subject) => subject.startsWith('$JS.ACK.EVENTS.session.'));
  await vi.waitFor(() => expect(acknowledged()).toBe(true), { timeout: 10_000 });
});

test('the observer says nothing', async () => {
  const { connection } = await connectAsObserver();
  await expect(connection.request('rpc.auth.jwks', '{}', { timeout: 60_000 })).rejects.toThrow('Permissions Violation');
});

async function connectAsObserver() {
  const bus = await connectTestBus(network.infra.nats.url, network.natsObserver?.user, network.natsObserver?.password);
  onTestFinished(() => bus.close());
  return bus;
}

async function signUp(role: 'teacher' | 'student') {
  // As every client: on a busy machine a server may be out of reach for a moment.
  const client = createClient({ origin: network.origin, retry: { attempts: 5 } });
  const account = { email: `${role}@example.org`, password: 'correct horse' };
  const { _id: userId } = await client.call(routes.classicSignUp, { body: { ...account, name: role, role } });
  const { token } = await client.call(routes.classicLogIn, { body: account });
  client.setToken(token);
  return { client, userId };
}
