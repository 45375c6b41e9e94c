import { randomUUID } from 'node:crypto';
import { routes } from '@rollcall/contracts';
import { startMailServer } from '@rollcall/service-kit/testing';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { startSession } from './sessions.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import type { Person } from './stage/people.ts';
import { useStage } from './stage/stage.ts';

const mails = await startMailServer();
afterAll(() => mails.close());
const stage = useStage({ SMTP_URL: mails.url, MAIL_FROM: 'Rollcall <rollcall@school.test>' });

const PATIENT = { timeout: 15_000 };
const NOBODY_YET = '401: POST /api/v1/auth/refresh';

describe('signing up and logging in', () => {
  test('from nothing to an account, out and in again, to where one wanted to be', async () => {
    const email = `${randomUUID()}@school.test`;
    const page = await stage.open('/app/history', { size: 'phone' });
    await page.getByRole('link', { name: 'No account yet? Sign up' }).click();
    await expectAccessible(page);
    await page.getByLabel('Your name').fill('Noor Haddad');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('five!');
    expect(await page.getByLabel('Password', { exact: true }).evaluate(isValid)).toBe(false);
    await page.getByLabel('Password', { exact: true }).fill('a horse and a staple');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();

    await page.getByRole('link', { name: 'Me' }).click();
    await page.getByRole('heading', { level: 1, name: 'Noor Haddad' }).waitFor();
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await logIn(page, { email, password: 'a horse and a staple' });
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Today' }).waitFor();
    await expectQuiet(page, [NOBODY_YET]);
  });

  test('an address that has an account is said at its field, which has the focus', async () => {
    const page = await stage.open('/app/sign-up', { theme: 'dark' });
    await page.getByText('Teacher', { exact: true }).click();
    await page.getByLabel('Your name').fill('Grace Hopper');
    await page.getByLabel('E-mail').fill(stage.teacher.email);
    await page.getByLabel('Password', { exact: true }).fill('a horse and a staple');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('There is an account with this address').waitFor();
    expect(await page.getByLabel('E-mail').evaluate((field) => field === document.activeElement)).toBe(true);
    await expectAccessible(page);
  });

  test('a wrong password is a sentence, and the password can be typed anew at once', async () => {
    const page = await stage.open('/app/log-in');
    await logIn(page, { email: stage.teacher.email, password: 'not-my-secret' });
    await page.getByRole('alert').getByText('Name and password do not fit together').waitFor();
    await page.keyboard.type(stage.teacher.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await expectQuiet(page, [NOBODY_YET, '400: POST /api/v1/auth/login']);
  });

  test.each(['//school.test/app', '/app\\school.test', '/app/%2e%2e//school.test', 'https://school.test/app'])(
    'a log-in that is told to go on at %s stays here',
    async (to) => {
      const page = await stage.open(`/app/log-in?to=${encodeURIComponent(to)}`);
      await logIn(page, stage.teacher);
      await page.waitForURL(`${stage.origin}/app/today`);
      await expectQuiet(page, [NOBODY_YET]);
    },
  );

  test('whoever is logged in is not asked again', async () => {
    const page = await stage.teacher.open('/app/log-in?to=/app/classes');
    await page.waitForURL(`${stage.origin}/app/classes`);
  });

  test('a log-in that was ended elsewhere leads to the log-in at once, which says why, and back', async () => {
    const { teacher } = await stage.newHall(0);
    const page = await teacher.open('/app/classes?search=Linear');
    await page.getByRole('link', { name: 'Linear Algebra' }).waitFor();
    await teacher.client.call(routes.endOtherLogInSessions);
    await page.getByText('Your log-in has ended.').waitFor();
    await logIn(page, teacher);
    await page.getByRole('link', { name: 'Linear Algebra' }).waitFor();
    expect(page.url()).toBe(`${stage.origin}/app/classes?search=Linear`);
  });
});

describe('a new password', () => {
  test('by the link of a mail, which leaves nothing in the address and works once', async () => {
    const { teacher } = await stage.newHall(0);
    const page = await stage.open('/app/log-in');
    await page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await page.getByLabel('E-mail').fill(teacher.email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await expect.poll(() => linkTo(teacher), PATIENT).toBeDefined();
    const path = `/app/set-password#${linkTo(teacher)}`;

    const phone = await stage.open(path, { size: 'phone', theme: 'dark' });
    await setPassword(phone, 'a newer horse', 'an older horse');
    await phone.getByText('The two are not the same.').waitFor();
    expect(phone.url()).toBe(`${stage.origin}/app/set-password`);
    await expectAccessible(phone);
    await setPassword(phone, 'a newer horse', 'a newer horse');
    await phone.getByRole('link', { name: 'Log in' }).click();
    await logIn(phone, { email: teacher.email, password: 'a newer horse' });
    await phone.getByRole('heading', { level: 1, name: 'Today' }).waitFor();

    const again = await stage.open(path);
    await setPassword(again, 'a third horse', 'a third horse');
    await again.getByText('This link has been used, or is over.').waitFor();
    await again.getByRole('button', { name: 'Send me a new link' }).click();
    await again.getByRole('heading', { name: 'Forgotten password' }).waitFor();
  });

  test('changed under "Me" it ends all other log-ins, and this one goes on', async () => {
    const { teacher } = await stage.newHall(0);
    const [page, other] = [await teacher.open('/app/me'), await teacher.open('/app/me')];
    await other.getByRole('heading', { level: 1 }).waitFor();
    await page.getByLabel('Current password').fill(teacher.password);
    await page.getByLabel('New password').fill('a newer horse');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('Your password is changed.').waitFor();
    await page.getByRole('link', { name: 'Classes' }).click();
    await page.getByRole('link', { name: 'Linear Algebra' }).waitFor();
    await other.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
  });
});

describe('oneself', () => {
  test('colours and language survive a reload', async () => {
    const page = await stage.teacher.open('/app/me');
    await page.getByLabel('Colours').selectOption('dark');
    await page.getByLabel('Language').selectOption('de');
    for (const isReload of [false, true]) {
      if (isReload) await page.reload();
      await page.getByRole('heading', { name: 'Dein Konto' }).waitFor();
      expect(await page.evaluate(howItLooks)).toEqual({ theme: 'dark', language: 'de' });
      await expectAccessible(page);
    }
  });

  test('another name stands everywhere; another address needs the password', async () => {
    const { teacher } = await stage.newHall(0);
    const page = await teacher.open('/app/me');
    await page.getByLabel('Your name').fill('Rear Admiral Hopper');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Rear Admiral Hopper' }).waitFor();
    await page.getByLabel('E-mail', { exact: true }).fill(`${randomUUID()}@school.test`);
    await page.getByLabel('Current password').first().fill('not-my-secret');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is not your current password.').waitFor();
  });

  test('without a connection one is told that one is still logged in', async () => {
    const page = await stage.teacher.open('/app/me');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await page.getByText('You are still logged in.').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('link', { name: 'Classes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Classes' }).waitFor();
  });
});

test('a notification is there at once, leads to what it is about, and is read then', async () => {
  const hall = await stage.newHall(1);
  const [student] = hall.students;
  if (!student) throw new Error('this hall is empty');
  const page = await student.open('/app/notifications', { size: 'phone' });
  await page.getByText('Nothing yet').waitFor();
  await startSession(hall);
  await page.getByRole('link', { name: '1 new notification' }).waitFor(PATIENT);
  await expectAccessible(page);
  await page.getByRole('link', { name: /New:.*Linear Algebra: attendance has begun/ }).click();
  await page.waitForURL('**/app/scan');
  await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor();
});

async function logIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('E-mail or username').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

async function setPassword(page: Page, password: string, again: string): Promise<void> {
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('The same again').fill(again);
  await page.getByRole('button', { name: 'Set the password' }).click();
}

/** The token of the last link that somebody was sent. */
function linkTo({ email }: Person): string | undefined {
  const mail = mails.mails.findLast(({ recipients }) => recipients.includes(email));
  return /\/app\/set-password#(\S+)/.exec(mail?.parsed.text ?? '')?.[1];
}

function isValid(field: Element): boolean {
  return (field as HTMLInputElement).checkValidity();
}

function howItLooks() {
  const { dataset, lang } = document.documentElement;
  return { theme: dataset.theme, language: lang };
}
