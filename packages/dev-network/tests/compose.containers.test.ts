import { connectClassic, createClient } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Container, complaintWithout, createComposeProject, docker, neededSecrets } from './containers/compose.ts';

const OURS = ['audit', 'auth', 'class', 'edge', 'notification', 'realtime-gateway', 'session', 'web'];
const STOP_SECONDS = 10;

const project = await createComposeProject();
let containers: Container[] = [];
const ours = () => containers.filter(({ service }) => OURS.includes(service));

beforeAll(async () => {
  await project.up();
  containers = await project.containers();
}, 900_000);
afterAll(project.down, 120_000);

test('two processes of session and of the gateway, one of everything else', () => {
  expect(containers.map(({ service }) => service).sort()).toEqual(
    [...OURS, 'session', 'realtime-gateway', 'mongo', 'nats', 'redis'].sort(),
  );
});

test('the classic contract through the edge: started, marked by hand, ended, asked for', async () => {
  const { client: teacher, token: teacherToken } = await signUp('teacher', 'classic');
  const { client: student, token: studentToken, user } = await signUp('student', 'classic');
  const { _id: id } = await teacher.call(routes.classicCreateClass, { body: { className: 'Algebra' } });
  await teacher.call(routes.classicAddStudent, { ids: { id }, body: { studentId: user._id } });
  await teacher.call(routes.classicStart, { body: { classId: id } });

  const teacherSocket = await connectClassic({ origin: project.origin, token: teacherToken });
  const studentSocket = await connectClassic({ origin: project.origin, token: studentToken });
  const mark = { studentId: user._id, status: 'present' };
  teacherSocket.send('ATTENDANCE_MARKED', mark);
  expect(await teacherSocket.next('ATTENDANCE_MARKED')).toEqual({ event: 'ATTENDANCE_MARKED', data: mark });
  expect(await studentSocket.next('ATTENDANCE_MARKED')).toEqual({ event: 'ATTENDANCE_MARKED', data: mark });
  teacherSocket.send('DONE');
  const done = { message: 'Attendance persisted', present: 1, absent: 0, total: 1 };
  expect(await studentSocket.next('DONE')).toEqual({ event: 'DONE', data: done });
  teacherSocket.close();
  studentSocket.close();
  await Promise.all([teacherSocket.closed, studentSocket.closed]);

  expect(await student.call(routes.classicMyAttendance, { ids: { id } })).toEqual({ classId: id, status: 'present' });
});

test('a scan of the code on the wall is recorded once, also when it is sent twice', async () => {
  const { client: teacher } = await signUp('teacher', 'scan');
  const { client: student, user } = await signUp('student', 'scan');
  const { _id: classId } = await teacher.call(routes.createClass, { body: { className: 'Logic' } });
  await teacher.call(routes.addStudent, { ids: { id: classId }, body: { studentId: user._id } });
  const { _id: id } = await teacher.call(routes.startSession, { body: { classId, room: 'H 104' } });
  const { token } = await teacher.call(routes.getQr, { ids: { id } });

  const first = await student.call(routes.scan, { body: { token } });
  const second = await student.call(routes.scan, { body: { token } });
  expect(first).toMatchObject({ status: 'present', alreadyRecorded: false, className: 'Logic', room: 'H 104' });
  expect(second).toEqual({ ...first, alreadyRecorded: true });
  const { items } = await teacher.call(routes.listRecords, { ids: { id } });
  expect(items).toEqual([{ ...first.record, history: [] }]);
  const ended = await teacher.call(routes.endSession, { ids: { id } });
  expect(ended.summary).toMatchObject({ present: 1, absent: 0, total: 1 });
});

test('the page, the page of a scanned code and the API docs are served from the image', async () => {
  for (const path of [
    '/app',
    '/s',
    '/docs',
    '/app/sw.js',
    '/docs/swagger/swagger-ui-bundle.js',
    '/docs/assets/inter/index.css',
  ]) {
    expect([path, (await fetch(`${project.origin}${path}`)).status]).toEqual([path, 200]);
  }
});

test('only the edge has a port that others reach', () => {
  const open = containers.filter(({ publishedPorts }) => publishedPorts.length > 0);
  expect(open).toMatchObject([{ service: 'edge', publishedPorts: [project.port] }]);
});

test('our processes are not root, have no capabilities and cannot write beside their code', async () => {
  for (const { id, service } of ours()) {
    const status = await docker('exec', id, 'cat', '/proc/1/status');
    expect([service, status.match(/^Uid:\s+(\d+)/m)?.[1]]).toEqual([service, '1000']);
    expect([service, status.match(/^CapBnd:\s+(\w+)/m)?.[1]]).toEqual([service, '0000000000000000']);
    expect([service, status.match(/^NoNewPrivs:\s+(\d)/m)?.[1]]).toEqual([service, '1']);
    expect(await docker('inspect', '--format', '{{.HostConfig.ReadonlyRootfs}}', id)).toBe('true');
  }
});

test.each(neededSecrets)('no start without %s: the refusal names it', async (name) => {
  expect(await complaintWithout(name)).toContain(`required variable ${name} is missing a value: must be set to`);
});

test('NATS in the containers lets nobody in without a password, and has refused our services nothing', async () => {
  const idOf = (name: string) => containers.find(({ service }) => service === name)?.id ?? '';
  expect(await docker('logs', idOf('nats'))).not.toMatch(/violation/i);
  const knock = `
    const socket = require('node:net').connect(4222, 'nats');
    socket.on('connect', () => socket.write('CONNECT {}\\r\\nPING\\r\\n'));
    socket.on('data', (bytes) => process.stdout.write(bytes));`;
  expect(await docker('exec', idOf('web'), 'node', '-e', knock)).toContain("-ERR 'Authorization Violation'");
});

test(`docker stop: each of our processes ends by itself within ${STOP_SECONDS} s, with code 0`, async () => {
  const ids = ours().map(({ id }) => id);
  await docker('stop', '--time', String(STOP_SECONDS), ...ids);
  const exits = await Promise.all(
    ours().map(async ({ id, service }) => [service, await docker('inspect', '--format', '{{.State.ExitCode}}', id)]),
  );
  expect(exits).toEqual(ours().map(({ service }) => [service, '0']));
});

async function signUp(role: 'teacher' | 'student', test: string) {
  const client = createClient({ origin: project.origin });
  const account = { email: `${role}-${test}@example.org`, password: 'correct horse' };
  const user = await client.call(routes.classicSignUp, { body: { ...account, name: `The ${role}`, role } });
  const { token } = await client.call(routes.classicLogIn, { body: account });
  client.setToken(token);
  return { client, token, user };
}
