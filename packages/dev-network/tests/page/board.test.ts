import { routes } from '@rollcall/contracts';
import { describe, expect, test } from 'vitest';
import { goOffline } from '../../src/browser/network-conditions.ts';
import { inParallel } from '../../src/demo/in-parallel.ts';
import { startNetwork } from '../../src/index.ts';
import { cell, chip, openBoard } from './helpers/board.ts';
import { importStudents } from './import-students.ts';
import { firstOf, scan, startSession, typeCode } from './sessions.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import { openPage } from './stage/open.ts';
import { fillHall, type Person } from './stage/people.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const WAIT = { timeout: 20_000 };

describe('who is in', () => {
  test('scans appear by themselves, with how they came and what is doubtful', async () => {
    const hall = await stage.newHall(4);
    const session = await startSession(hall);
    const page = await openBoard(hall, session._id);
    await page.getByText('Nobody is in yet').waitFor();
    const [ada, ben, carla] = hall.students as [Person, Person, Person];
    await scan(ada, hall, session._id);
    await cell(page, ada.name)
      .getByText(/^Present · \d{1,2}:\d\d$/)
      .waitFor();
    await typeCode(ben, hall, session._id);
    await cell(page, ben.name)
      .getByText(/^Flagged · .* · typed$/)
      .waitFor();
    await scan(carla, hall, session._id);
    await chip(page, 'In 3').waitFor();
    await chip(page, 'Flagged 1').click();
    await cell(page, ada.name).waitFor({ state: 'detached' });
    expect(page.url()).toMatch(/show=flagged/);
    await chip(page, 'Missing 1').click();
    await cell(page, 'Deniz Kaya').waitFor();
    await expectQuiet(page);
  });

  test('while somebody points at the list it stays as it is, and says how many are new', async () => {
    const hall = await stage.newHall(3);
    const session = await startSession(hall);
    const [ada, ben, carla] = hall.students as [Person, Person, Person];
    await scan(ada, hall, session._id);
    const page = await openBoard(hall, session._id);
    const pointedAt = cell(page, ada.name);
    await pointedAt.hover();
    const before = await pointedAt.boundingBox();
    await scan(ben, hall, session._id);
    await scan(carla, hall, session._id);
    // A hand that rests does not point for ever.
    await expect
      .poll(async () => {
        await pointedAt.hover({ position: { x: 5 + Math.random() * 40, y: 20 } });
        return page.getByRole('button', { name: '2 new' }).count();
      }, WAIT)
      .toBe(1);
    expect(await pointedAt.boundingBox()).toEqual(before);
    expect(await page.getByRole('gridcell').count()).toBe(1);
    await page.mouse.move(0, 0);
    await cell(page, carla.name).waitFor();
    expect(await page.getByRole('gridcell').count()).toBe(3);
  });

  test('who joins meanwhile is on the list', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    const page = await openBoard(hall, session._id, '?show=all');
    await cell(page, firstOf(hall).name).waitFor();
    const newcomer = firstOf(await stage.newHall(1));
    await hall.teacher.client.call(routes.addStudent, {
      ids: { id: hall.classId },
      body: { email: newcomer.email },
    });
    await expect.poll(() => page.getByRole('gridcell').count(), WAIT).toBe(2);
    await chip(page, 'All 2').waitFor();
  });
});

describe('the session', () => {
  test('the next round asks first, begins empty, and a cancelled session says why', async () => {
    const hall = await stage.newHall(2);
    const session = await startSession(hall);
    await scan(firstOf(hall), hall, session._id);
    const page = await openBoard(hall, session._id);
    await chip(page, 'In 1').waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Next round' }).click();
    await page.getByRole('dialog').getByText('Round 1 ends now.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Next round' }).click();
    await page.getByText('Round 2', { exact: true }).waitFor();
    await chip(page, 'In 0').waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Cancel the session' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('A fire alarm');
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the session' }).click();
    await page.getByText('This session was cancelled and counts nowhere. A fire alarm').waitFor();
    await expectQuiet(page);
  });

  test.each([
    { theme: 'light', size: 'desktop', language: 'en' },
    { theme: 'dark', size: 'phone', language: 'de' },
  ] as const)('it is accessible and quiet, $theme on a $size', async (look) => {
    const hall = await stage.newHall(3);
    const session = await startSession(hall);
    await scan(firstOf(hall), hall, session._id);
    const page = await hall.teacher.open(`/app/sessions/${session._id}?show=all`, look);
    await page.getByRole('gridcell').nth(2).waitFor();
    await expectAccessible(page);
    await page.getByRole('gridcell').first().getByRole('button').click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await expectQuiet(page);
  });
});

describe('what interrupts', () => {
  test('without a network it says since when it is not live, and catches up when that is back', async () => {
    const hall = await stage.newHall(2);
    const session = await startSession(hall);
    const page = await openBoard(hall, session._id);
    await page.getByText('Live', { exact: true }).waitFor();
    const comeBack = await goOffline(page);
    await page.getByText(/^Not live since \d{1,2}:\d\d/).waitFor();
    await scan(firstOf(hall), hall, session._id);
    await comeBack();
    await cell(page, 'Ada Kim').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
  });

  test('a gateway that dies and comes back costs nothing', { timeout: 120_000 }, async () => {
    const network = await startNetwork({
      mode: 'processes',
      provider: 'local',
      env: { BCRYPT_COST: '4', LOG_LEVEL: 'silent' },
    });
    try {
      const open: Parameters<typeof fillHall>[2] = (who, path, options) =>
        openPage(stage.browser.current, network.origin + path, options, who);
      const hall = await fillHall(network.origin, 2, open);
      const session = await startSession(hall);
      const page = await openBoard(hall, session._id);
      const [gateway] = network.services['realtime-gateway'];
      await gateway?.signal('SIGKILL');
      await scan(firstOf(hall), hall, session._id);
      await cell(page, 'Ada Kim').waitFor({ timeout: 60_000 });
      await scan(hall.students[1] as Person, hall, session._id);
      await cell(page, 'Ben Okoye').waitFor();
      await page.getByText('Live', { exact: true }).waitFor();
      await page.context().close();
    } finally {
      await network.stop();
    }
  });
});

describe('a hall of 1,500', () => {
  const SIZE = 1_500;
  const MARKS = 150;
  const AT_ONCE = 8;

  test('marks are shown as they come, and few rows are in the document', { timeout: 120_000 }, async () => {
    const hall = await stage.newHall(0);
    await importStudents(hall, SIZE);
    const session = await startSession(hall);
    const { items } = await hall.teacher.client.call(routes.listEnrolled, {
      ids: { id: hall.classId },
      query: { limit: MARKS },
    });
    const page = await openBoard(hall, session._id, '?show=all');
    await chip(page, `Missing 1,500`).or(chip(page, 'Missing 1500')).waitFor();
    expect(await page.getByRole('gridcell').count()).toBeLessThan(150);
    await chip(page, 'In 0').click();
    await inParallel(items, AT_ONCE, ({ _id: studentId }) =>
      hall.teacher.client.call(routes.markStudent, {
        ids: { id: session._id, studentId },
        body: { status: 'present' },
      }),
    );
    await chip(page, `In ${MARKS}`).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('gridcell').last().waitFor();
    expect(await page.getByRole('gridcell').count()).toBeLessThan(150);
    await expectQuiet(page);
  });
});
