import { Writable } from 'node:stream';
import { RollcallError } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Account, logIn, signUpOrLogIn } from '../../src/demo/accounts.ts';
import { createDisplay } from '../../src/demo/display.ts';
import { fillHall } from '../../src/demo/fill-hall.ts';
import { openSession } from '../../src/demo/open-session.ts';
import { complaints } from '../../src/demo/outcome.ts';
import { scanLikeAPhone } from '../../src/demo/scan-like-a-phone.ts';
import { ScanLog } from '../../src/demo/scan-log.ts';
import { seed } from '../../src/demo/seed.ts';
import { takeAttendance } from '../../src/demo/take-attendance.ts';
import { openTeacherScreen } from '../../src/demo/teacher-screen.ts';
import { type Network, startNetwork } from '../../src/index.ts';
import { runCommand } from './run-command.ts';

const firstAdmin = { FIRST_ADMIN_EMAIL: 'admin@rollcall.example', FIRST_ADMIN_PASSWORD: 'attendance' };
let network: Network;

beforeAll(async () => {
  const env = { BCRYPT_COST: '4', QR_ROTATION_SECONDS: '1', QR_GRACE_SECONDS: '1', ...firstAdmin };
  network = await startNetwork({ mode: 'in-process', provider: 'local', env });
}, 120_000);
afterAll(() => network?.stop(), 60_000);

function quietDisplay() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { display: createDisplay(stream as NodeJS.WriteStream), text: () => lines.join('') };
}

describe('a hall', () => {
  test('takes attendance by itself, with codes that change while people aim: everybody who scans is in, once', async () => {
    const { display, text } = quietDisplay();
    const hall = await fillHall(network.origin, 20, display);
    const outcome = await takeAttendance(hall, { seconds: 2, disturb: async () => {} }, display);
    for (const phone of hall.phones) phone.close();
    expect(complaints(outcome)).toEqual([]);
    expect(outcome.verdict).toEqual({ present: 19, absent: 1, lost: 0, doubled: 0, wrong: 0 });
    expect(outcome.log.acknowledged).toHaveLength(19);
    expect(text()).toMatch(/✓ Scanning {2}19 of 19 acknowledged, \d+ codes shown/);
  });

  test('takes place again with the same people and class, also after a run that was interrupted', async () => {
    const { display } = quietDisplay();
    const first = await fillHall(network.origin, 3, display);
    await openSession(first.teacher, first.classId);
    for (const phone of first.phones) phone.close();
    const again = await fillHall(network.origin, 3, display);
    expect(again.classId).toBe(first.classId);
    expect(again.students.map(({ userId }) => userId)).toEqual(first.students.map(({ userId }) => userId));
    const outcome = await takeAttendance(again, { seconds: 1, disturb: async () => {} }, display);
    for (const phone of again.phones) phone.close();
    expect(complaints(outcome)).toEqual([]);
  });
});

describe('a phone', () => {
  test('that has read an old code reads the new one and is in', async () => {
    const hall = await fillHall(network.origin, 1, quietDisplay().display);
    const [student] = hall.students as [Account];
    const { _id: sessionId } = await openSession(hall.teacher, hall.classId);
    const screen = await openTeacherScreen(hall.teacher, sessionId);
    const old = screen.code;
    await vi.waitFor(() => expect(screen.codes).toBeGreaterThan(3), { timeout: 20_000 });
    let looks = 0;
    const wall = {
      ...screen,
      get code() {
        looks += 1;
        return looks === 1 ? old : screen.code;
      },
    };
    const log = new ScanLog();
    await scanLikeAPhone(student, wall, log, AbortSignal.timeout(20_000));
    expect(log.refusals.get('token_expired')).toBeGreaterThan(0);
    expect(log.acknowledged).toMatchObject([{ studentId: student.userId }]);
    screen.close();
    for (const phone of hall.phones) phone.close();
  });

  /** A student whose scans are answered so, and what is sent. */
  function studentWith(answers: unknown[]) {
    const sent: unknown[] = [];
    const call = async (_route: unknown, { body }: { body: unknown }) => {
      sent.push(body);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const client = { origin: '', call, setToken: () => {} };
    return { student: { userId: 's', token: 't', client } as unknown as Account, sent };
  }

  test('waits out trouble and asks again with the same code', async () => {
    const trouble = [new RollcallError({ code: 'offline' }), new RollcallError({ code: 'try_again' })];
    const { student, sent } = studentWith([...trouble, { record: { _id: 'r' } }]);
    const wall = { code: { token: 'T' }, renew: async () => {} };
    const log = new ScanLog();
    await scanLikeAPhone(student, wall, log, AbortSignal.timeout(20_000));
    expect(sent).toEqual([{ token: 'T' }, { token: 'T' }, { token: 'T' }]);
    expect(log.acknowledged).toMatchObject([{ studentId: 's', recordId: 'r' }]);
    expect(log.attempts.map(({ refusedAs, mark }) => refusedAs ?? mark?.recordId)).toEqual([
      'offline',
      'try_again',
      'r',
    ]);
    expect([...log.refusals]).toEqual([
      ['offline', 1],
      ['try_again', 1],
    ]);
  });

  test('sends the receipt along, until the code is refused with it', async () => {
    const codes = ['T', 'U'];
    const wall = {
      get code() {
        return { token: codes[0] ?? '' };
      },
      renew: async () => void codes.shift(),
    };
    const { student, sent } = studentWith([
      new RollcallError({ code: 'try_again', receipt: 'R' }),
      new RollcallError({ code: 'offline' }),
      new RollcallError({ code: 'token_expired' }),
      { record: { _id: 'r' } },
    ]);
    await scanLikeAPhone(student, wall, new ScanLog(), AbortSignal.timeout(20_000));
    const withReceipt = { token: 'T', receipt: 'R' };
    expect(sent).toEqual([{ token: 'T' }, withReceipt, withReceipt, { token: 'U' }]);
  });
});

describe('the seed', () => {
  const classesOf = async (account: Account | undefined) =>
    (await account?.client.call(routes.listClasses))?.items.map(({ _id, className }) => ({ _id, className }));

  test('makes admin, teacher, five students and one class, however often', async () => {
    const { origin } = network;
    const { accounts, className } = await seed({ origin });
    expect(accounts.map(({ role }) => role)).toEqual(['admin', 'teacher', ...Array(5).fill('student')]);
    expect(await seed({ origin })).toEqual({ accounts, className });
    const everybody = await Promise.all(accounts.map((account) => logIn(origin, account)));
    const [, teacher, ...students] = everybody;
    expect(await classesOf(teacher)).toMatchObject([{ className: 'Introduction to Computing' }]);
    for (const student of students) expect(await classesOf(student)).toEqual(await classesOf(teacher));
  });

  test('says whose address somebody else has', async () => {
    const taken = { role: 'student' as const, name: 'X', email: 'taken@rollcall.example', password: 'another one' };
    await signUpOrLogIn(network.origin, taken);
    const again = signUpOrLogIn(network.origin, { ...taken, password: 'attendance' });
    await expect(again).rejects.toThrow(`taken@rollcall.example exists at ${network.origin} with another password.`);
  });
});

describe('npm run seed', () => {
  test('prints the accounts of the running Rollcall that it is given', async () => {
    const { code, stdout } = await runCommand('seed', [], { ROLLCALL_URL: network.origin });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/teacher +teacher@rollcall\.example +attendance/)]);
  });

  test.each([
    ['in production', { NODE_ENV: 'production' }, 'not made in production'],
    ['elsewhere', { ROLLCALL_URL: 'https://rollcall.example' }, 'not made at https://rollcall.example'],
    ['where no Rollcall is', { ROLLCALL_URL: 'http://127.0.0.1:9' }, 'No Rollcall answers at http://127.0.0.1:9'],
  ])('exits with 1 and a sentence %s', async (_, env, sentence) => {
    const { code, stdout, stderr } = await runCommand('seed', [], env);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining(sentence)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('npm run demo', () => {
  test('exits with 0 and a table, without colours when nobody looks', async () => {
    const args = ['--students', '5', '--seconds', '1'];
    const { code, stdout } = await runCommand('demo', args, { ROLLCALL_URL: network.origin });
    expect([code, stdout]).toEqual([0, expect.stringContaining('✓ Every acknowledged scan is in the record, once.')]);
    expect(stdout).not.toContain('\x1b');
  });

  test('exits with 1 and a sentence when it is asked for what it has not', async () => {
    const { code, stderr } = await runCommand('demo', ['--students', 'all']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('--students must be a whole number')]);
  });
});
