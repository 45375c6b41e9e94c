import { routes } from '@rollcall/contracts';
import type { Locator, Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { goOffline } from '../../src/browser/network-conditions.ts';
import { type Lecture, startLecture, studentOf } from './helpers/lecture.ts';
import { expectVerdict, openCode } from './helpers/verdict.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import type { Hall } from './stage/people.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const phone = { size: 'phone' } as const;

test.each(['light', 'dark'] as const)(
  'a phone whose owner is logged in is in as soon as the code is opened: %s',
  async (theme) => {
    const hall = await stage.newHall(1);
    const lecture = await startLecture(hall);
    const student = studentOf(hall);
    const page = await student.open(await lecture.address(), { ...phone, theme });
    await expectVerdict(page, 'You are in');
    for (const words of [hall.className, hall.teacher.name, 'Room 2.14']) await page.getByText(words).waitFor();
    expect(await lecture.marksOf(student)).toEqual(['present confirmed']);
    await expectAccessible(page);
    await expectQuiet(page);
  },
);

test('the code is not in the address, and loading again or going back marks nobody twice', async () => {
  const hall = await stage.newHall(1);
  const lecture = await startLecture(hall);
  const page = await studentOf(hall).open(await lecture.address(), phone);
  await expectVerdict(page, 'You are in');
  expect(new URL(page.url()).hash).toBe('');
  await page.reload();
  await expectVerdict(page, 'You are in');
  await openCode(page, 'nonsense');
  await expectVerdict(page, 'This is not a code of your class');
  await page.goBack();
  await expectVerdict(page, 'You are in');
  await page.touchscreen.tap(200, 300);
  await page.waitForURL('**/app/today');
  await page.goBack();
  await expectVerdict(page, 'You are in');
  expect(await lecture.marksOf(studentOf(hall))).toHaveLength(1);
});

test('who is not logged in logs in on the spot, and the code is sent after it', async () => {
  const hall = await stage.newHall(1);
  const lecture = await startLecture(hall);
  const page = await stage.open(await lecture.address(), phone);
  await page.getByRole('heading', { name: 'Log in and you are in' }).waitFor();
  await expectAccessible(page);
  await logIn(page, hall);
  await expectVerdict(page, 'You are in');
  await expectQuiet(page, ['401: POST /api/v1/auth/refresh']);
});

test('a log-in that ends before the scan leads to the form, and the code is sent after it', async () => {
  const hall = await stage.newHall(1);
  const lecture = await startLecture(hall);
  const student = studentOf(hall);
  const page = await student.open('/s', phone);
  await expectVerdict(page, 'Scan the code on the wall');
  await student.client.call(routes.endOtherLogInSessions);
  await openCode(page, (await lecture.wall()).token);
  await page.getByRole('heading', { name: 'Log in and you are in' }).waitFor();
  await logIn(page, hall);
  await expectVerdict(page, 'You are in');
});

const german = {
  'This code has changed': 'Dieser Code hat gewechselt',
  'Someone else used this code': 'Jemand anderes hat diesen Code benutzt',
  'This is not a code of your class': 'Das ist kein Code deines Kurses',
  'Attendance is closed': 'Die Anwesenheit ist geschlossen',
  'You are not on this class’s list': 'Du stehst nicht auf der Liste dieses Kurses',
};

const refused: Record<keyof typeof german, (hall: Hall, lecture: Lecture) => Promise<string>> = {
  'This code has changed': async (_hall, lecture) => {
    const { token } = await lecture.wall();
    await vi.waitFor(async () => expect((await lecture.wall()).token).not.toBe(token), {
      timeout: 10_000,
      interval: 200,
    });
    return token;
  },
  'Someone else used this code': async (hall, lecture) => {
    const { token } = await lecture.wall();
    await studentOf(hall, 1).client.call(routes.scan, { body: { token } });
    return token;
  },
  'This is not a code of your class': () => Promise.resolve('nonsense'),
  'Attendance is closed': async (_hall, lecture) => {
    const { token } = await lecture.wall();
    await lecture.end();
    return token;
  },
  'You are not on this class’s list': async () => {
    const foreign = await startLecture(await stage.newHall(0));
    return (await foreign.wall()).token;
  },
};

test.each(Object.entries(refused))(
  'a refusal says what it is and what to do, in both languages: %s',
  async (title, prepare) => {
    const hall = await stage.newHall(2);
    const policy =
      title === 'This code has changed'
        ? { rotationSeconds: 5, graceSeconds: 0 }
        : { rotationSeconds: 120, graceSeconds: 60 };
    const mode = title === 'Someone else used this code' ? 'single-use' : 'rotating';
    const lecture = await startLecture(hall, { ...policy, mode });
    const token = await prepare(hall, lecture);
    const page = await studentOf(hall).open(`/s#${token}`, phone);
    await expectVerdict(page, title);
    await expectAccessible(page);
    expect(await page.locator('h1 + p').textContent()).toMatch(/\w+ \w+.*\./);
    await page.evaluate(() => localStorage.setItem('rollcall.language', 'de'));
    await page.reload();
    await expectVerdict(page, german[title as keyof typeof german]);
  },
);

test('a teacher who scans is told to log in as a student', async () => {
  const hall = await stage.newHall(1);
  const lecture = await startLecture(hall);
  const page = await hall.teacher.open(await lecture.address(), phone);
  await expectVerdict(page, 'This is not a student’s account');
  await page.getByRole('button', { name: 'Log in as somebody else' }).click();
  await logIn(page, hall);
  await expectVerdict(page, 'You are in');
});

test('without a network the scan is kept, and sent when it is back', async () => {
  const hall = await stage.newHall(1);
  const lecture = await startLecture(hall);
  const { token } = await lecture.wall();
  const page = await studentOf(hall).open('/s', phone);
  await expectVerdict(page, 'Scan the code on the wall');
  const comeBack = await goOffline(page);
  await openCode(page, token);
  await expectVerdict(page, 'No connection');
  await comeBack();
  await expectVerdict(page, 'You are in');
  expect(await lecture.marksOf(studentOf(hall))).toEqual(['present confirmed']);
});

test('what could not be stored is sent again by itself, with the receipt for it', async () => {
  const hall = await stage.newHall(1);
  const lecture = await startLecture(hall);
  const page = await studentOf(hall).open('/s', phone);
  const receipts: unknown[] = [];
  await page.route('**/api/v1/scans', async (route) => {
    receipts.push(route.request().postDataJSON().receipt);
    if (receipts.length > 2) return route.continue();
    const json = { success: false, error: 'One moment', code: 'try_again', requestId: 'r1', receipt: 'a receipt' };
    return route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, json });
  });
  await openCode(page, (await lecture.wall()).token);
  await expectVerdict(page, 'One moment');
  await expectVerdict(page, 'You are in');
  expect(receipts).toEqual([undefined, 'a receipt', 'a receipt']);
});

test('names of two hundred characters and in any direction fit on a phone', async () => {
  const hall = await stage.newHall(1);
  const className = `${'Donaudampfschifffahrt'.repeat(9)}`.slice(0, 199);
  await hall.teacher.client.call(routes.editClass, { ids: { id: hall.classId }, body: { className } });
  await hall.teacher.client.call(routes.editMe, { body: { name: 'محاضرة في الجبر الخطي '.repeat(9).trim() } });
  const lecture = await startLecture(hall);
  const page = await studentOf(hall).open(await lecture.address(), phone);
  await expectVerdict(page, 'You are in');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await bottomOf(page.getByText(className))).toBeLessThan(await topOf(page.getByText('Done')));
});

async function topOf(locator: Locator): Promise<number> {
  return (await locator.boundingBox())?.y ?? Number.NaN;
}

async function bottomOf(locator: Locator): Promise<number> {
  return (await topOf(locator)) + ((await locator.boundingBox())?.height ?? Number.NaN);
}

async function logIn(page: Page, hall: Hall): Promise<void> {
  const student = studentOf(hall);
  await page.getByLabel('E-mail').fill(student.email);
  await page.getByLabel('Password', { exact: true }).fill(student.password);
  await page.keyboard.press('Enter');
}
