import { describe, expect, test } from 'vitest';
import { cell, openBoard, recordsOf } from './helpers/board.ts';
import { firstOf, scan, startSession, typeCode } from './sessions.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import type { Person } from './stage/people.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const WAIT = { timeout: 20_000 };

describe('marks by keyboard', () => {
  test('arrows choose, P L A E mark, Z takes back and says to what', async () => {
    const hall = await stage.newHall(4);
    const session = await startSession(hall);
    const page = await openBoard(hall, session._id, '?show=all');
    await cell(page, 'Ada Kim').waitFor();
    for (const [key, name, words] of [
      ['p', 'Ada Kim', 'Present'],
      ['l', 'Ben Okoye', 'Late'],
      ['a', 'Carla Ruiz', 'Absent'],
      ['e', 'Deniz Kaya', 'Excused'],
    ] as const) {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press(key);
      await cell(page, name).getByText(`${words} · `).waitFor();
    }
    await expect
      .poll(async () => (await recordsOf(hall, session._id)).map(({ status }) => status).toSorted(), WAIT)
      .toEqual(['absent', 'excused', 'late', 'present']);
    await page.keyboard.press('z');
    await page.getByText('Taken back. Deniz Kaya counts as absent until the code is scanned.').first().waitFor();
    await cell(page, 'Deniz Kaya').getByText('Absent').waitFor();
    await scan(hall.students[3] as Person, hall, session._id);
    await cell(page, 'Deniz Kaya').getByText('Present').waitFor();
    await expectQuiet(page);
  });

  test('a reason is asked for where a scan is overridden, kept, and taken back with the mark', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    await scan(firstOf(hall), hall, session._id);
    const page = await openBoard(hall, session._id);
    await cell(page, 'Ada Kim').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').waitFor();
    await expectAccessible(page);
    await page.keyboard.type('Left after a minute');
    await page.keyboard.press('Enter');
    await page.getByText('Nobody is in yet').waitFor();
    const [record] = await recordsOf(hall, session._id);
    expect(record).toMatchObject({ status: 'absent', method: 'manual' });
    expect(record?.history.at(-1)).toMatchObject({ from: 'present', to: 'absent', reason: 'Left after a minute' });
    await page.keyboard.press('z');
    await cell(page, 'Ada Kim').getByText('Present').waitFor();
    await page.getByText('Taken back. Ada Kim: Present').first().waitFor();
  });

  test('a doubtful scan that is marked as what it says is confirmed, and stays a scan', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    await typeCode(firstOf(hall), hall, session._id);
    const page = await openBoard(hall, session._id);
    await cell(page, 'Ada Kim').getByText('Flagged').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('p');
    await cell(page, 'Ada Kim').getByText('Present').waitFor();
    await expect
      .poll(async () => (await recordsOf(hall, session._id))[0], WAIT)
      .toMatchObject({ method: 'code', verification: 'confirmed' });
  });

  test('whoever scans in the same moment is not overridden: what is there now is shown', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    const page = await openBoard(hall, session._id, '?show=all');
    await cell(page, 'Ada Kim').waitFor();
    await page.route(`**/records/*`, async (route) => {
      await scan(firstOf(hall), hall, session._id).catch(() => {});
      await route.continue();
    });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This has changed meanwhile').waitFor();
    await dialog.getByText('Present', { exact: true }).first().waitFor();
    expect((await recordsOf(hall, session._id))[0]).toMatchObject({ status: 'present', method: 'qr' });
    await page.keyboard.press('Escape');
    await cell(page, 'Ada Kim').getByText('Present').waitFor();
    await expectQuiet(page, ['409: PUT']);
  });

  test('a mark that is refused goes, and why is said', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    const page = await openBoard(hall, session._id, '?show=all');
    await cell(page, 'Ada Kim').getByText('Waiting').waitFor();
    const held = Promise.withResolvers<void>();
    await page.route('**/records/*', async (route) => {
      await held.promise;
      await route.fulfill({ status: 503, json: { success: false, error: 'x', code: 'try_again', requestId: 'r' } });
    });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('p');
    await cell(page, 'Ada Kim').getByText('Present').waitFor();
    held.resolve();
    await page.getByText('Ada Kim is not marked. One moment, please try again.').first().waitFor();
    await cell(page, 'Ada Kim').getByText('Waiting').waitFor();
  });

  test('/ searches, Enter leads to who is found, ? shows the keys', async () => {
    const hall = await stage.newHall(8);
    const session = await startSession(hall);
    const page = await openBoard(hall, session._id, '?show=all');
    await cell(page, 'Ada Kim').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('sahin');
    await expect.poll(() => page.getByRole('gridcell').count(), WAIT).toBe(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('p');
    await cell(page, 'Gül Şahin').getByText('Present').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('gridcell').count(), WAIT).toBe(8);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await expectAccessible(page);
  });
});
