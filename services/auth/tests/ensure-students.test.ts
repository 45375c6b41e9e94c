import { rpcs } from '@rollcall/contracts';
import { type Bus, request, type Trace } from '@rollcall/service-kit';
import { connectTestBus, type MailServer, startMailServer } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openAuth, type TestAuth } from './helpers.ts';

const IMPORT = 'c'.repeat(24);
const actor = { userId: 'a'.repeat(24), role: 'teacher' } as const;
const trace: Trace = { requestId: 'test', actor };

let auth: TestAuth;
let bus: Bus;
let mailServer: MailServer;
beforeAll(async () => {
  mailServer = await startMailServer();
  const mail = { SMTP_URL: mailServer.url, MAIL_FROM: 'rollcall@example.org' };
  auth = await openAuth({ processes: 1, env: { ...mail, STUDENT_EMAIL_DOMAINS: 'example.org' } });
  bus = await connectTestBus(auth.infra.nats.url);
});
afterAll(async () => {
  await bus.close();
  await auth.close();
  await mailServer.close();
});

const wanted = (email: string, change = {}) => ({ email, name: `Name of ${email}`, studentNumber: '', ...change });

async function ensure(students: ReturnType<typeof wanted>[], { importId = IMPORT, invite = false } = {}) {
  return (await request(bus, rpcs.auth.ensureStudents, { importId, invite, students }, trace)).students;
}

test('accounts are made of students of any domain, with the asking teacher as actor; again changes nothing', async () => {
  const asked = [wanted('one@elsewhere.net', { studentNumber: 'N-1' }), wanted('two@elsewhere.net')];
  const [one, two] = await ensure(asked);
  expect(one).toMatchObject({ created: true, problem: null, user: { role: 'student', studentNumber: 'N-1' } });
  expect(two).toMatchObject({ created: true, user: { email: 'two@elsewhere.net', name: 'Name of two@elsewhere.net' } });
  expect(await ensure(asked)).toEqual([one, two]);
  const later = await ensure(asked, { importId: 'd'.repeat(24) });
  expect(later.map(({ created, user }) => [created, user?._id])).toEqual([
    [false, one?.user?._id],
    [false, two?.user?._id],
  ]);
  const stored = await auth.collection('users').find({ importId: IMPORT }).toArray();
  expect(stored.map(({ passwordHash, createdAt }) => [passwordHash, createdAt])).toEqual([
    [null, expect.any(Date)],
    [null, expect.any(Date)],
  ]);
});

test('whoever has the address already is told as they are; what cannot be an account says why', async () => {
  const teacher = await auth.person('teacher');
  await ensure([wanted('number@elsewhere.net', { studentNumber: 'N-2' })]);
  const answers = await ensure([
    wanted(teacher.email.toUpperCase()),
    wanted('other@elsewhere.net', { studentNumber: 'N-2' }),
    wanted('no address'),
    wanted('blank@elsewhere.net', { name: ' ' }),
  ]);
  expect(answers).toMatchObject([
    { user: { _id: teacher._id, role: 'teacher' }, created: false, problem: null },
    { user: null, created: false, problem: 'The student number belongs to an account.' },
    { user: null, problem: 'This is not an e-mail address.' },
    { user: null, problem: 'A name has at most 200 visible characters.' },
  ]);
  expect(await auth.collection('users').countDocuments({ emailKey: /^(other|blank)@/ })).toBe(0);
});

test('the same person twice in a request is made once; two requests at once too', async () => {
  const asked = [wanted('same@elsewhere.net'), wanted('SAME@elsewhere.net')];
  const answers = (await Promise.all([ensure(asked), ensure(asked), ensure(asked)])).flat();
  expect(new Set(answers.map(({ user }) => user?._id)).size).toBe(1);
  expect(await auth.collection('users').countDocuments({ emailKey: 'same@elsewhere.net' })).toBe(1);
});

test('who is made is invited where that is wanted, nobody else', async () => {
  await ensure([wanted('quiet@elsewhere.net')]);
  await ensure([wanted('quiet@elsewhere.net'), wanted('invited@elsewhere.net')], {
    importId: 'e'.repeat(24),
    invite: true,
  });
  await vi.waitFor(() => expect(mailServer.mails.flatMap(({ recipients }) => recipients)).not.toEqual([]), 10_000);
  expect(mailServer.mails.flatMap(({ recipients }) => recipients)).toEqual(['invited@elsewhere.net']);
});

test('people are found by student number in the very spelling, of those without one nobody', async () => {
  await ensure([wanted('zero@elsewhere.net', { studentNumber: '0042' }), wanted('none@elsewhere.net')]);
  const find = async (studentNumbers: string[]) =>
    (await request(bus, rpcs.auth.usersByStudentNumber, { studentNumbers }, trace)).users;
  expect(await find(['0042', '42', '', 'x'])).toMatchObject([{ email: 'zero@elsewhere.net', studentNumber: '0042' }]);
  expect(await find([''])).toEqual([]);
});
