import { routes } from '@rollcall/contracts';
import { describe, expect, test } from 'vitest';
import { firstOf, scan, sessionOf, startSession, typeCode } from './sessions.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import type { Person } from './stage/people.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();

describe('today of a teacher', () => {
  test('one tap starts a class and opens its board, from where the projector opens', async () => {
    const hall = await stage.newHall(1);
    const page = await hall.teacher.open('/app/today');
    await page.getByRole('button', { name: `Start: ${hall.className}` }).click();
    await page.waitForURL(/\/app\/sessions\/[0-9a-f]{24}/);
    await page.getByText('of 1 are in').first().waitFor();
    const [wall] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Projector' }).click(),
    ]);
    expect(sessionOf(wall)).toBe(sessionOf(page));
    await wall.getByRole('img', { name: 'Code to scan' }).waitFor();
    await expectQuiet(page);
  });

  test('where the browser lets no window open, the projector is a link', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    const page = await hall.teacher.open('/app/today');
    await page.evaluate(() => {
      window.open = () => null;
    });
    await page.getByRole('button', { name: 'Projector' }).click();
    const [wall] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Open the projector here' }).click(),
    ]);
    expect(sessionOf(wall)).toBe(session._id);
  });

  test('what runs comes first, with its live number', async () => {
    const hall = await stage.newHall(2);
    const session = await startSession(hall);
    const page = await hall.teacher.open('/app/today');
    const card = page.getByRole('region', { name: 'Running now' });
    await card.getByText('of 2 are in').waitFor();
    await scan(firstOf(hall), hall, session._id);
    await card.getByText('1', { exact: true }).waitFor();
    await card.getByRole('link', { name: 'Board' }).click();
    await page.waitForURL(`**/app/sessions/${session._id}`);
  });

  test('a class whose session has begun elsewhere leads to that session', async () => {
    const hall = await stage.newHall(1);
    const page = await hall.teacher.open('/app/today');
    const start = page.getByRole('button', { name: `Start: ${hall.className}` });
    await start.waitFor();
    const session = await startSession(hall);
    await start.click();
    await page.waitForURL(`**/app/sessions/${session._id}`);
    await expectQuiet(page, ['409: POST /api/v1/sessions']);
  });

  test('options change what is asked for, for once', async () => {
    const hall = await stage.newHall(1);
    const page = await hall.teacher.open('/app/today');
    await page.getByRole('button', { name: `Options: ${hall.className}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Room').fill('Old library');
    await dialog.getByLabel('Late after minutes').fill('0');
    await dialog.getByLabel('Code', { exact: true }).selectOption('single-use');
    await dialog.getByLabel('Codes side by side').selectOption('9');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(/\/app\/sessions\/[0-9a-f]{24}/);
    const session = await hall.teacher.client.call(routes.getSession, { ids: { id: sessionOf(page) } });
    expect(session).toMatchObject({
      room: 'Old library',
      policy: { mode: 'single-use', slots: 9, lateAfterMinutes: 0 },
    });
  });

  test.each(['light', 'dark'] as const)('it is accessible and quiet, %s', async (theme) => {
    const hall = await stage.newHall(2);
    const session = await startSession(hall);
    await typeCode(firstOf(hall), hall, session._id);
    const page = await hall.teacher.open('/app/today', { theme });
    await page.getByText('1 flagged scan').waitFor();
    await page.getByText('of 2 are in').first().waitFor();
    await expectAccessible(page);
    await expectQuiet(page);
  });
});

describe('from the end to the last decision', () => {
  test('the end says what it does, then there is a summary, then what is doubtful is decided by keys', async () => {
    const hall = await stage.newHall(4);
    const session = await startSession(hall);
    const [present, doubtful, another] = hall.students as [Person, Person, Person];
    await scan(present, hall, session._id);
    await typeCode(doubtful, hall, session._id);
    await typeCode(another, hall, session._id);
    const page = await hall.teacher.open(`/app/sessions/${session._id}`);
    await page.getByRole('gridcell').nth(2).waitFor();
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByText('1 student is not marked and becomes absent.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
    const summary = page.getByRole('region', { name: 'Summary' });
    await summary.getByText('3 of 4 were in').waitFor();
    await summary.getByText('1', { exact: true }).waitFor();
    await expectAccessible(page);
    await summary.getByRole('link', { name: 'Decide 2 flagged' }).click();

    await page.getByRole('article').first().getByText('Typed the code instead of scanning it.').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('c');
    await page.getByText('Ben Okoye is confirmed').waitFor();
    expect(await page.getByRole('article').getAttribute('aria-label')).toBe('Carla Ruiz');
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByLabel('Reason').fill('Was seen elsewhere');
    await page.keyboard.press('Enter');
    await page.getByText('Carla Ruiz is rejected and counts as absent').waitFor();
    await page.getByText('Nothing to decide').waitFor();
    await page.getByRole('button', { name: 'Confirm after all' }).click();
    await page.getByText('Carla Ruiz is confirmed').waitFor();
    const { students } = await hall.teacher.client.call(routes.sessionReport, { ids: { id: session._id } });
    expect(students.map(({ name, status, verification }) => [name, status, verification])).toEqual([
      ['Ada Kim', 'present', 'confirmed'],
      ['Ben Okoye', 'present', 'confirmed'],
      ['Carla Ruiz', 'present', 'confirmed'],
      ['Deniz Kaya', 'absent', 'confirmed'],
    ]);
    await expectQuiet(page);
  });

  test('the same phone is told with the name and the time of the other', async () => {
    const hall = await stage.newHall(2);
    const session = await startSession(hall, { device: 'flag' });
    for (const student of hall.students) {
      const { token } = await hall.teacher.client.call(routes.getQr, { ids: { id: session._id } });
      await student.client.call(routes.scan, { body: { token, device: { id: `phone-of-${session._id}` } } });
    }
    const page = await hall.teacher.open('/app/review');
    const ada = page.getByRole('article', { name: 'Ada Kim' });
    await ada.getByText(/^Same phone as Ben Okoye at \d{1,2}:\d\d\.$/).waitFor();
    await page
      .getByRole('article', { name: 'Ben Okoye' })
      .getByText(/^Same phone as Ada Kim at/)
      .waitFor();
  });

  test('without anything to decide it says so', async () => {
    const hall = await stage.newHall(1);
    const page = await hall.teacher.open('/app/review');
    await page.getByText('Nothing to decide').nth(1).waitFor();
    await expectAccessible(page);
    await expectQuiet(page);
  });
});

describe('excuses', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  test('an excuse is read with its picture, approved once it was asked again, and rejected with a reason', async () => {
    const hall = await stage.newHall(2);
    const { _id: sessionId } = await startSession(hall);
    await hall.teacher.client.call(routes.endSession, { ids: { id: sessionId } });
    for (const student of hall.students) {
      const { _id } = await student.client.call(routes.requestExcuse, {
        body: { classId: hall.classId, sessionId, category: 'illness', reason: 'A fever' },
      });
      await student.client.call(routes.attachToExcuse, {
        ids: { id: _id },
        file: { bytes: Uint8Array.from(png), type: 'image/png' },
      });
    }
    const page = await hall.teacher.open('/app/review', { theme: 'dark' });
    const ada = page.getByRole('article', { name: 'Ada Kim' });
    await ada.getByRole('button', { name: /^Show the picture/ }).click();
    const picture = page.getByRole('img', { name: 'Document' });
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(1);
    await page.keyboard.press('Escape');
    await expectAccessible(page);

    await ada.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await ada.waitFor({ state: 'detached' });
    await page.getByRole('article', { name: 'Ben Okoye' }).getByRole('button', { name: 'Reject' }).click();
    const reject = page.getByRole('dialog').getByRole('button', { name: 'Reject' });
    expect(await reject.isDisabled()).toBe(true);
    await page.getByLabel('Reason').fill('No document of a doctor');
    await reject.click();
    await page.getByText('Nothing to decide').nth(1).waitFor();
    const { items } = await hall.teacher.client.call(routes.listExcuses, {});
    expect(items.map(({ studentName, status }) => [studentName, status]).toSorted()).toEqual([
      ['Ada Kim', 'approved'],
      ['Ben Okoye', 'rejected'],
    ]);
    await expectQuiet(page);
  });
});
