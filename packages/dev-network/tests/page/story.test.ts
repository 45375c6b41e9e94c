import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import { readCode } from './stage/read-code.ts';
import { useStage } from './stage/stage.ts';
import { createWall } from './stage/wall.ts';

const PATIENT = { timeout: 15_000 };
const stage = useStage();

/** What hangs on the wall, as a camera sees it, and where its code leads. */
async function look(wall: Page): Promise<{ picture: Buffer; address: string }> {
  let seen: { picture: Buffer; address: string } = { picture: Buffer.alloc(0), address: '' };
  await expect
    .poll(async () => {
      const picture = await wall.screenshot();
      seen = { picture, address: (await readCode(picture)) ?? '' };
      return seen.address;
    }, PATIENT)
    .toContain('/s#');
  return seen;
}

test('a lecture: one tap, a wall, three phones, a board, an end, and what everybody sees afterwards', async () => {
  const { teacher, students, className } = stage;
  const [ada, ben, carla] = students;
  if (!ada || !ben || !carla) throw new Error('the class has three students');

  // The teacher starts from today's list, and puts the code on the wall.
  const board = await teacher.open('/app/today');
  await board.getByRole('button', { name: `Start: ${className}` }).click();
  await board.getByRole('heading', { level: 1, name: className }).waitFor();
  await board.getByText('0 of 3 are in').first().waitFor({ state: 'attached' });
  const opening = board.waitForEvent('popup');
  await board.getByRole('button', { name: 'Projector' }).click();
  const wall = await opening;
  await wall.setViewportSize({ width: 1280, height: 800 });

  // Ada's phone reads the code by its own camera, and she is logged in: nothing to tap.
  const first = await look(wall);
  const phone = await ada.open(new URL(first.address).pathname + new URL(first.address).hash, { size: 'phone' });
  await phone.getByRole('heading', { name: 'You are in' }).waitFor();
  await phone.getByText(className).waitFor();

  // Ben is not logged in anywhere: the code waits for him.
  const second = await look(wall);
  const stranger = await stage.open(new URL(second.address).pathname + new URL(second.address).hash, {
    size: 'phone',
    theme: 'dark',
  });
  await stranger.getByLabel('E-mail or username').fill(ben.email);
  await stranger.getByLabel('Password', { exact: true }).fill(ben.password);
  await stranger.getByRole('button', { name: 'Log in' }).click();
  await stranger.getByRole('heading', { name: 'You are in' }).waitFor();

  // Carla scans from the page, which has no reader of its own, as in Firefox and Safari.
  const inSight = createWall();
  const scanner = await carla.open('/app/scan', { size: 'phone', camera: inSight, without: ['BarcodeDetector'] });
  inSight.show((await look(wall)).picture);
  await scanner
    .getByRole('button', { name: 'Open the camera' })
    .or(scanner.getByRole('heading', { name: 'You are in' }))
    .first()
    .waitFor();
  if (await scanner.getByRole('button', { name: 'Open the camera' }).isVisible()) {
    await scanner.getByRole('button', { name: 'Open the camera' }).click();
  }
  await scanner.getByRole('heading', { name: 'You are in' }).waitFor();

  // All see it, and the wall names nobody.
  await expect.poll(() => wall.locator('body').textContent(), PATIENT).toMatch(/3\s*of 3/);
  const onWall = await wall.locator('body').textContent();
  for (const { name } of students) {
    await board.getByText(name).first().waitFor();
    expect(onWall).not.toContain(name);
  }
  await expectAccessible(board);
  await expectAccessible(wall);
  await expectAccessible(phone);

  // The end, and what stays.
  await board.getByRole('button', { name: 'End', exact: true }).click();
  await board.getByRole('dialog').or(board.getByRole('alertdialog')).getByRole('button', { name: 'End' }).click();
  await board.getByText('3 of 3 were in').waitFor();
  await wall.getByText('Attendance is closed. Thank you.').waitFor();
  await phone.goto(`${stage.origin}/app/history`);
  await phone.getByText('Present').first().waitFor();
  for (const page of [board, wall, phone, scanner]) await expectQuiet(page);
}, 60_000);
