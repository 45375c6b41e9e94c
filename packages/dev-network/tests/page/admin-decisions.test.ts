import { type DeviceReset, routes } from '@rollcall/contracts';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LONG, rename } from './helpers/admins.ts';
import { startLecture, studentOf } from './helpers/lecture.ts';
import { typeCode } from './sessions.ts';
import { expectQuiet } from './stage/checks.ts';
import type { Person } from './stage/people.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const RESETS = '/app/admin/device-resets';
const FLAGGED = '/app/admin/flagged';

describe('changes of phones', () => {
  test('a student asks, is let, and stands among those who were, with who decided and why', LONG, async () => {
    const student = await askForReset('Ada Lovelace', 'It fell into the lake');
    const page = await stage.admin.open(RESETS);
    const row = rowOf(page, student.email);
    await row.getByText('It fell into the lake').waitFor();
    await row.getByRole('button', { name: 'Approve the change of Ada Lovelace' }).click();
    const dialog = page.getByRole('dialog', { name: 'Approve the change of Ada Lovelace' });
    await dialog.getByText('The registered phone is released at once.').waitFor();
    await dialog.getByLabel('What the student is told').fill('Bring the next one dry');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Ada Lovelace may use another phone').waitFor();
    await row.waitFor({ state: 'detached' });
    expect(await resetsOf(student, 'pending')).toEqual([]);
    expect(await resetsOf(student, 'approved')).toEqual([
      expect.objectContaining({ decisionReason: 'Bring the next one dry', decidedBy: stage.admin.userId }),
    ]);

    await page.getByRole('button', { name: 'Approved' }).click();
    await row.getByText('by Administrator · Bring the next one dry').waitFor();
    expect(new URL(page.url()).search).toBe('?status=approved');
    expect(await row.getByRole('button').count()).toBe(0);
    await page.reload();
    await row.waitFor();
    await expectQuiet(page);
  });

  test('one is rejected without a word, by keys', async () => {
    const student = await askForReset('Ben Johnson');
    const page = await stage.admin.open(RESETS);
    const row = rowOf(page, student.email);
    await row.getByRole('button', { name: 'Reject the change of Ben Johnson' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('The registered phone stays theirs.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Ben Johnson keeps the registered phone').waitFor();
    await row.waitFor({ state: 'detached' });
    expect(await resetsOf(student, 'rejected')).toEqual([expect.objectContaining({ decisionReason: null })]);
    await page.getByRole('button', { name: 'Rejected' }).click();
    await row.waitFor();
    await expectQuiet(page);
  });

  test('what somebody else has decided meanwhile is said, and leaves the list', async () => {
    const student = await askForReset('Cleo Adams');
    const page = await stage.admin.open(RESETS);
    const row = rowOf(page, student.email);
    await row.getByRole('button', { name: /^Approve/ }).click();
    const [reset] = await resetsOf(student, 'pending');
    await stage.admin.client.call(routes.rejectDeviceReset, { ids: { id: reset?._id ?? '' }, body: {} });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await dialog.getByText('Somebody else has decided this already.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await resetsOf(student, 'rejected')).toHaveLength(1);
    await expectQuiet(page, ['409: POST /api/v1/device-resets/']);
  });
});

describe('doubtful scans of the institution', () => {
  test.each([
    ['Ida Right', 'Present', 'present'],
    ['Ivo Wrong', 'Absent', 'absent'],
  ])('that of %s stands there with its evidence, counts as %s, and leaves the list', async (name, choice, status) => {
    const { student, lecture, hall } = await doubtfulScan(name);
    const page = await stage.admin.open(FLAGGED);
    const row = rowOf(page, name);
    await row.getByText('Typed the code instead of scanning it.').waitFor();
    await row.getByRole('link', { name: hall.className }).waitFor();
    await row.getByRole('button', { name: `Decide about ${name}` }).click();
    const dialog = page.getByRole('dialog', { name: `Decide about ${name}` });
    const save = dialog.getByRole('button', { name: 'Save' });
    expect(await save.isDisabled()).toBe(true);
    await dialog.getByLabel('Counts as').selectOption(choice);
    await dialog.getByLabel('Reason').fill('I was in the room');
    await save.click();
    await page.getByText('Decided', { exact: true }).waitFor();
    await row.waitFor({ state: 'detached' });
    expect(await lecture.marksOf(student)).toEqual([`${status} confirmed`]);
    const record = await recordOf(hall.teacher, lecture.sessionId);
    expect(record?.history.at(-1)).toMatchObject({ by: stage.admin.userId, to: status, reason: 'I was in the room' });
    await expectQuiet(page);
  });

  test('one that its teacher has decided meanwhile can not be decided twice', async () => {
    const { student, lecture, hall } = await doubtfulScan('Ola Twice');
    const page = await stage.admin.open(FLAGGED);
    const row = rowOf(page, 'Ola Twice');
    await row.getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Counts as').selectOption('Absent');
    await dialog.getByLabel('Reason').fill('Was not there');
    const id = (await recordOf(hall.teacher, lecture.sessionId))?._id ?? '';
    await hall.teacher.client.call(routes.confirmRecord, { ids: { id }, body: {} });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody else has decided about this meanwhile.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await lecture.marksOf(student)).toEqual(['present confirmed']);
    await expectQuiet(page, ['409: POST /api/v1/records/']);
  });

  test('one that has changed and is still doubtful is looked at again, and saved', async () => {
    const { student, lecture } = await doubtfulScan('Una Again');
    const page = await stage.admin.open(FLAGGED);
    // Another doubt has come: what the page has seen is one revision old.
    let isOld = true;
    await page.route('**/status', (route) => {
      const body = route.request().postDataJSON();
      return route.continue(isOld ? { postData: JSON.stringify({ ...body, rev: body.rev - 1 }) } : {});
    });
    await rowOf(page, 'Una Again').getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Seen');
    const again = page.waitForResponse((response) => response.url().includes('/flagged'));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody changed this record meanwhile. Look at it again before you save.').waitFor();
    await again;
    isOld = false;
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Decided', { exact: true }).waitFor();
    expect(await lecture.marksOf(student)).toEqual(['present confirmed']);
    await expectQuiet(page, ['409: POST /api/v1/records/']);
  });
});

function rowOf(page: Page, words: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('paragraph'), hasText: words });
}

async function askForReset(name: string, reason?: string): Promise<Person> {
  const student = studentOf(await stage.newHall(1));
  await rename(stage.admin, student, name);
  await student.client.call(routes.requestDeviceReset, { body: { reason } });
  return student;
}

async function resetsOf({ userId }: Person, status: DeviceReset['status']): Promise<DeviceReset[]> {
  const { items } = await stage.admin.client.call(routes.listDeviceResets, { query: { status, limit: 200 } });
  return items.filter((reset) => reset.userId === userId);
}

async function doubtfulScan(name: string) {
  const hall = await stage.newHall(1);
  const student = studentOf(hall);
  await rename(stage.admin, student, name);
  const lecture = await startLecture(hall);
  await typeCode(student, hall, lecture.sessionId);
  expect(await lecture.marksOf(student)).toEqual(['present flagged']);
  return { hall, student, lecture };
}

async function recordOf({ client }: Person, id: string) {
  const { items } = await client.call(routes.listRecords, { ids: { id } });
  return items[0];
}
