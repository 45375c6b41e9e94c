import { randomUUID } from 'node:crypto';
import { routes } from '@rollcall/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { logIn } from '../../src/demo/accounts.ts';
import { LONG, makeUser, PATIENT, userOf } from './helpers/admins.ts';
import { expectQuiet } from './stage/checks.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const NO_LOG_IN = '401: POST /api/v1/auth/refresh';
const USERS = '/app/admin/users';

describe('people are found', () => {
  test('by the beginnings of names, and by an address, as one types', async () => {
    const word = letters();
    const [tim, tom] = [await makeUser(stage.admin, `Tim ${word}`), await makeUser(stage.admin, `Tom ${word}`)];
    const page = await stage.admin.open(USERS);
    const search = page.getByRole('searchbox');
    await search.fill(word);
    await expect.poll(() => shownIn(page), PATIENT).toEqual([tim.email, tom.email]);
    await search.fill(`to ${word.slice(0, 5)}`);
    await expect.poll(() => shownIn(page), PATIENT).toEqual([tom.email]);
    await search.fill(tim.email.slice(0, 20));
    await expect.poll(() => shownIn(page), PATIENT).toEqual([tim.email]);
    await search.fill(`${word}x`);
    await page.getByText('Nobody is found').waitFor();
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await page.getByRole('row', { name: stage.admin.email }).waitFor();
    expect(await search.inputValue()).toBe('');
    await expectQuiet(page);
  });

  test('by role and state, which the address keeps: over a reload, and on the way back', LONG, async () => {
    const word = letters();
    const teacher = await makeUser(stage.admin, `Gone ${word}`, 'teacher');
    await makeUser(stage.admin, `Here ${word}`, 'teacher');
    const student = await makeUser(stage.admin, `Young ${word}`);
    const page = await stage.admin.open(`${USERS}?search=${word}`);
    await setDisabled(teacher._id, true);
    await setDisabled(student._id, true);
    await page.getByLabel('Role').selectOption('Teachers');
    await expect.poll(() => shownIn(page).then(({ length }) => length), PATIENT).toBe(2);
    await page.getByLabel('Accounts').selectOption('Disabled');
    const expectFiltered = async () => {
      await expect.poll(() => shownIn(page), PATIENT).toEqual([teacher.email]);
      expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
        search: word,
        role: 'teacher',
        disabled: 'true',
      });
      expect(await page.getByLabel('Role').inputValue()).toBe('teacher');
      expect(await page.getByLabel('Accounts').inputValue()).toBe('true');
      expect(await page.getByRole('searchbox').inputValue()).toBe(word);
    };
    await expectFiltered();
    await page.reload();
    await expectFiltered();

    await page.getByRole('button', { name: teacher.email }).click();
    await page.getByRole('dialog').getByRole('heading', { name: teacher.name }).waitFor();
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expectFiltered();
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await page.goBack();
    await expectFiltered();
    await expectQuiet(page);
  });
});

describe('an account', () => {
  test('gets another role, which can be taken back at once', LONG, async () => {
    const user = await makeUser(stage.admin, `Ida ${letters()}`);
    const page = await openUser(user.email);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Role').selectOption('Teacher');
    await dialog.getByText('All log-ins of this person end').waitFor();
    await dialog.getByLabel('Reason').fill('She gives the exercises');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`The account of ${user.name} is saved`).waitFor();
    await page.getByRole('row', { name: user.name }).getByRole('cell', { name: 'Teacher' }).waitFor();
    expect((await userOf(stage.admin, user._id)).role).toBe('teacher');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('row', { name: user.name }).getByRole('cell', { name: 'Student', exact: true }).waitFor();
    expect((await userOf(stage.admin, user._id)).role).toBe('student');
    expect(await reasonsOf(user._id, 'user.role-changed')).toContain('She gives the exercises');
    await expectQuiet(page);
  });

  test('that somebody else has the address of keeps what was typed, and says so at the field', async () => {
    const user = await makeUser(stage.admin, `Uwe ${letters()}`);
    const page = await openUser(user.email);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Uwe Another');
    await dialog.getByLabel('E-mail address').fill(stage.teacher.email);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('Somebody else has this address.').waitFor();
    await expect.poll(() => dialog.getByLabel('E-mail address').evaluate(hasFocus)).toBe(true);
    await dialog.getByLabel('E-mail address').fill(user.email);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The account of Uwe Another is saved').waitFor();
    expect(await userOf(stage.admin, user._id)).toMatchObject({ name: 'Uwe Another', email: user.email });
    await expectQuiet(page, ['400: PATCH /api/v1/users/']);
  });

  test(
    'is disabled for a reason: its person is led out at once, and let in when it is enabled again',
    LONG,
    async () => {
      const { teacher } = await stage.newHall(0);
      const theirs = await teacher.open('/app/classes');
      await theirs.getByRole('link', { name: 'Linear Algebra' }).waitFor();
      const page = await openUser(teacher.email);
      const dialog = page.getByRole('dialog', { name: teacher.name, exact: true });
      await dialog.getByRole('button', { name: 'Disable the account' }).click();
      const question = page.getByRole('dialog', { name: `Disable the account of ${teacher.name}?` });
      await question.getByText('All log-ins end at once').waitFor();
      await question.getByLabel('Reason').fill('Left the school');
      await question.getByRole('button', { name: 'Disable the account' }).click();
      await page.getByText(`The account of ${teacher.name} is disabled`).waitFor();
      await dialog.getByText('This account is disabled: nobody can log in with it.').waitFor();
      expect((await userOf(stage.admin, teacher.userId)).disabled).toBe(true);

      await theirs.getByText('Your log-in has ended.').waitFor(PATIENT);
      await theirs.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
      await theirs.getByLabel('E-mail or username').fill(teacher.email);
      const tryToLogIn = async () => {
        await theirs.getByLabel('Password', { exact: true }).fill(teacher.password);
        await theirs.getByRole('button', { name: 'Log in' }).click();
      };
      await tryToLogIn();
      await theirs.getByRole('alert').getByText('Name and password do not fit together.').waitFor();
      await expectQuiet(theirs, [NO_LOG_IN, /^40[01]: .* \/api\/v1\//]);

      await dialog.getByRole('button', { name: 'Enable the account' }).click();
      await page.getByText(`${teacher.name} can log in again`).waitFor();
      await dialog.getByRole('button', { name: 'Disable the account' }).waitFor();
      expect((await userOf(stage.admin, teacher.userId)).disabled).toBe(false);
      await tryToLogIn();
      await theirs.getByRole('link', { name: 'Linear Algebra' }).waitFor();
      expect(await reasonsOf(teacher.userId, 'user.disabled')).toEqual(['Left the school']);
      await expectQuiet(page);
    },
  );

  test('that was disabled by mistake is enabled by undo, though its dialog is open or closed', async () => {
    const user = await makeUser(stage.admin, `Eva ${letters()}`);
    const page = await openUser(user.email);
    const row = page.getByRole('row', { name: user.name, includeHidden: true });
    for (const isClosed of [false, true]) {
      await page.getByRole('dialog').getByRole('button', { name: 'Disable the account' }).click();
      await page
        .getByRole('dialog', { name: /^Disable/ })
        .getByRole('button', { name: 'Disable the account' })
        .click();
      await row.getByText('Disabled').waitFor();
      if (isClosed)
        await page.getByRole('dialog', { name: user.name, exact: true }).getByRole('button', { name: 'Close' }).click();
      await page.getByRole('button', { name: 'Undo' }).click();
      await row.getByText('No password yet').waitFor();
      expect((await userOf(stage.admin, user._id)).disabled).toBe(false);
    }
    await expectQuiet(page);
  });

  test('is made with a password that is good at once', async () => {
    const [name, email] = [`Nia ${letters()}`, `${randomUUID()}@school.test`];
    const page = await stage.admin.open(`${USERS}?search=${email}`);
    await page.getByText('Nobody is found').waitFor();
    await page.getByRole('button', { name: 'New person' }).click();
    const dialog = page.getByRole('dialog', { name: 'New person' });
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByLabel('E-mail address').fill(email);
    await dialog.getByLabel('Role').selectOption('Teacher');
    await dialog.getByLabel('Password', { exact: true }).fill('a horse and a staple');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await page.getByText(`${name} has an account`, { exact: true }).waitFor();
    await page.getByRole('button', { name: email }).waitFor();
    const account = await logIn(stage.origin, { email, password: 'a horse and a staple' });
    expect(account && (await userOf(stage.admin, account.userId))).toMatchObject({ name, role: 'teacher' });
    await expectQuiet(page);
  });
});

test('several are disabled at once, and enabled again', LONG, async () => {
  const word = letters();
  const users = [await makeUser(stage.admin, `One ${word}`), await makeUser(stage.admin, `Two ${word}`)];
  const areDisabled = () => Promise.all(users.map(async ({ _id }) => (await userOf(stage.admin, _id)).disabled));
  const page = await stage.admin.open(`${USERS}?search=${word}`);
  await page.getByLabel('Choose all that are shown').check();
  const bar = page.getByRole('region', { name: 'What to do with those who are chosen' });
  await bar.getByText('2 people chosen').waitFor();
  await bar.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('2 accounts are disabled').waitFor();
  expect(await areDisabled()).toEqual([true, true]);
  await bar.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 accounts can log in again').waitFor();
  expect(await areDisabled()).toEqual([false, false]);
  await expectQuiet(page);
});

describe('an administrator', () => {
  test('does not lock oneself out: what would is not offered, with the reason', async () => {
    const page = await openUser(stage.admin.email);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This is your own account.').waitFor();
    await dialog.getByText('You can’t change your own role. Another administrator can.').waitFor();
    expect(await dialog.getByLabel('Role').isDisabled()).toBe(true);
    expect(await dialog.getByRole('button', { name: /Disable|End all/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByLabel(`Choose ${stage.admin.name}`).isDisabled()).toBe(true);
    await expectQuiet(page);
  });

  test('who would be the last one to go is told that there has to be one', async () => {
    const other = await makeUser(stage.admin, `Ivo ${letters()}`, 'admin');
    const page = await openUser(other.email);
    await page.getByRole('dialog').getByRole('button', { name: 'Disable the account' }).click();
    // Two who disable each other at once end like this: what is asked for is about the one who is left.
    await setDisabled(other._id, true);
    await page.route(`**/api/v1/users/${other._id}`, (route) =>
      route.continue({ url: `${stage.origin}/api/v1/users/${stage.admin.userId}` }),
    );
    const question = page.getByRole('dialog', { name: `Disable the account of ${other.name}?` });
    await question.getByRole('button', { name: 'Disable the account' }).click();
    await question.getByText('This is the last administrator. There has to be one.').waitFor();
    expect((await userOf(stage.admin, stage.admin.userId)).disabled).toBe(false);
    await expectQuiet(page, ['409: PATCH /api/v1/users/']);
  });
});

/** The list, narrowed down to one person, whose account is open. */
async function openUser(email: string): Promise<Page> {
  const page = await stage.admin.open(`${USERS}?search=${email}`);
  await page.getByRole('button', { name: email }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).waitFor();
  return page;
}

/** The addresses of the people in the list, in its order. */
async function shownIn(page: Page): Promise<string[]> {
  const rows = await page.getByRole('rowheader').allInnerTexts();
  return rows.map((text) => /\S+@\S+/.exec(text)?.[0] ?? text);
}

function setDisabled(id: string, disabled: boolean): Promise<unknown> {
  return stage.admin.client.call(routes.editUser, { ids: { id }, body: { disabled } });
}

/** Why somebody did this to an account, as soon as the audit log has it. */
async function reasonsOf(userId: string, action: string): Promise<unknown[]> {
  const entries = async () =>
    (await stage.admin.client.call(routes.listAuditEntries, { query: { userId, action } })).items;
  await expect.poll(async () => (await entries()).length, PATIENT).toBeGreaterThan(0);
  return (await entries()).flatMap(({ personal }) => personal?.why ?? []);
}

/** A word that stands in nobody else's name. */
function letters(): string {
  return randomUUID()
    .replace(/[^a-f]/g, '')
    .padEnd(8, 'z')
    .slice(0, 8);
}

function hasFocus(element: Element): boolean {
  return element === document.activeElement;
}
