import { readFile } from 'node:fs/promises';
import { routes } from '@rollcall/contracts';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LONG, makeUser, PATIENT } from './helpers/admins.ts';
import { startSession } from './sessions.ts';
import { expectQuiet } from './stage/checks.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const AUDIT = '/app/admin/audit';

describe('the audit log', () => {
  test('says in a sentence what was just done, and why, with how it is chained behind it', async () => {
    const user = await disabledUser('Mia Logged', 'Wrote the exam for two');
    const page = await stage.admin.open(AUDIT);
    const entry = entryOf(page, 'Administrator disabled the account of Mia Logged: Wrote the exam for two');
    await entry.waitFor();
    await page.getByRole('heading', { level: 2, name: await today(page, { day: 'numeric', month: 'long' }) }).waitFor();
    await entry.getByText('Details').click();
    const [written] = await entriesOf(user._id, 'user.disabled');
    for (const words of [`user ${user._id}`, 'user.disabled', written?.hash ?? '', written?.previousHash ?? ''])
      await entry.getByText(words, { exact: true }).waitFor();
    await entry.getByRole('link', { name: 'All about this' }).click();
    await page.getByText('Only what is about one thing is shown.').waitFor();
    await expect
      .poll(() => sentences(page))
      .toEqual([
        'Administrator disabled the account of Mia Logged: Wrote the exam for two',
        'Administrator made an account for Mia Logged (student)',
      ]);
    await expectQuiet(page);
  });

  test('is searched by act, person and day, which the address keeps', LONG, async () => {
    const word = crypto
      .randomUUID()
      .replace(/[^a-f]/g, '')
      .padEnd(8, 'z');
    const [one, other] = [await disabledUser(`Zoe ${word}`, 'First'), await disabledUser('Zac Other', 'Second')];
    const page = await stage.admin.open(AUDIT);
    const act = page.getByLabel('What', { exact: true });
    await act.selectOption({ label: 'Account disabled' });
    await entryOf(page, `disabled the account of ${one.name}`).waitFor();
    await entryOf(page, `disabled the account of ${other.name}`).waitFor();
    expect((await sentences(page)).filter((words) => !words.includes('disabled the account of'))).toEqual([]);

    const person = page.getByRole('combobox', { name: 'Who' });
    await person.fill(word);
    await page.getByRole('option', { name: one.email }).click();
    await expect.poll(() => sentences(page)).toEqual([`Administrator disabled the account of ${one.name}: First`]);
    await act.selectOption({ label: 'Account enabled' });
    await page.getByText('Nothing of this kind was written').waitFor();
    await act.selectOption({ value: 'all user' });
    await expect.poll(async () => (await sentences(page)).length).toBe(2);

    const [day, tomorrow] = [await today(page), await today(page, undefined, 1)];
    await page.getByLabel('From').fill(tomorrow);
    await page.getByText('Nothing of this kind was written').waitFor();
    await page.getByLabel('From').fill(day);
    await page.getByLabel('Until').fill(day);
    await expect.poll(async () => (await sentences(page)).length).toBe(2);
    const asked = { kind: 'user', user: one._id, from: day, to: day };
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(asked);
    await page.reload();
    await expect.poll(async () => (await sentences(page)).length).toBe(2);
    await page.getByText(one.name, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Everybody' }).click();
    await entryOf(page, `disabled the account of ${other.name}`).waitFor();
    await expectQuiet(page);
  });

  test('is whole, by its own word', async () => {
    await disabledUser('Max Chained', 'For a link more');
    const page = await stage.admin.open(AUDIT);
    await page.getByRole('button', { name: 'Verify' }).click();
    const verdict = page.getByText(/^Verified: all [\d,]+ entries are as they were written\.$/);
    await verdict.waitFor(PATIENT);
    const shown = Number((await verdict.innerText()).replaceAll(/\D/g, ''));
    const { valid, entries } = await stage.admin.client.call(routes.verifyAudit, {});
    expect(valid).toBe(true);
    // Entries go on being written.
    expect(shown).toBeGreaterThan(1);
    expect(shown).toBeLessThanOrEqual(entries);
    await expectQuiet(page);
  });

  test('is taken as a file of what is shown, which is an entry of its own', async () => {
    const user = await disabledUser('Lea Filed', 'As a row');
    const page = await stage.admin.open(`${AUDIT}?action=user.disabled&user=${user._id}`);
    await entryOf(page, 'disabled the account of Lea Filed').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'As a file' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    const [, row, ...rest] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(row).toContain(user._id);
    expect(rest).toEqual([]);
    await expect.poll(async () => (await entriesOf(stage.admin.userId, 'audit.exported')).length, PATIENT).toBe(1);
    await expectQuiet(page);
  });
});

test('a session that a teacher starts runs now, leads to its report, and is gone when it ends', LONG, async () => {
  const hall = await stage.newHall(0);
  const page = await stage.admin.open('/app/admin/running');
  await page.getByText('No session runs now').waitFor();
  const session = await startSession(hall);
  const row = page.getByRole('row', { name: hall.className });
  await row.waitFor(PATIENT);
  for (const words of [hall.teacher.name, 'Hall 1']) await row.getByRole('cell', { name: words }).waitFor();
  await page.getByText('1 session', { exact: true }).waitFor();
  await row.getByRole('link', { name: hall.className }).click();
  await page.waitForURL(`**/app/sessions/${session._id}/report`);
  await page.goBack();
  await row.waitFor();
  await hall.teacher.client.call(routes.endSession, { ids: { id: session._id } });
  await page.getByText('No session runs now').waitFor(PATIENT);
  await expectQuiet(page);
});

/** An account that was made and disabled, which the log knows of. */
async function disabledUser(name: string, reason: string) {
  const user = await makeUser(stage.admin, name);
  await stage.admin.client.call(routes.editUser, { ids: { id: user._id }, body: { disabled: true, reason } });
  for (const action of ['user.created', 'user.disabled'])
    await expect.poll(async () => (await entriesOf(user._id, action)).length, PATIENT).toBe(1);
  return user;
}

async function entriesOf(userId: string, action: string) {
  return (await stage.admin.client.call(routes.listAuditEntries, { query: { userId, action } })).items;
}

function entryOf(page: Page, words: string): Locator {
  return page.getByRole('main').getByRole('listitem').filter({ hasText: words });
}

/** What stands in the log, in its order. */
function sentences(page: Page): Promise<string[]> {
  return page.getByRole('main').getByRole('listitem').locator('div > p:first-child').allInnerTexts();
}

/** Today, or so many days later, where the browser is: as a field for days has it, or in words. */
function today(page: Page, style?: Intl.DateTimeFormatOptions, days = 0): Promise<string> {
  return page.evaluate(
    ([wanted, later]) => {
      const at = new Date();
      at.setDate(at.getDate() + later);
      return at.toLocaleDateString(wanted ? 'en-GB' : 'sv', wanted);
    },
    [style, days] as const,
  );
}
