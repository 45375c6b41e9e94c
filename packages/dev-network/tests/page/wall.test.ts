import { routes } from '@rollcall/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { firstOf, scan, startSession } from './sessions.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import type { Hall } from './stage/people.ts';
import { degrade, readCode } from './stage/read-code.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const WAIT = { timeout: 20_000 };

async function openWall(hall: Hall, sessionId: string, options = {}): Promise<Page> {
  const page = await hall.teacher.open(`/app/sessions/${sessionId}/wall`, options);
  await page.getByRole('img', { name: 'Code to scan' }).first().waitFor();
  return page;
}

const codesOn = (page: Page) => page.getByRole('img', { name: 'Code to scan' });

/** What each code on the wall says now, by its slot. */
async function readAll(page: Page): Promise<(string | undefined)[]> {
  const codes = await codesOn(page).all();
  const texts: (string | undefined)[] = [];
  for (const code of codes) texts.push(await readCode(await code.screenshot()));
  return texts;
}

/** How far what the wall says of its code's end is from what the server says. */
async function secondsBehind(page: Page, { teacher }: Hall, sessionId: string): Promise<number> {
  const words = (await page.getByText(/^New code in \d+ s$/).textContent()) ?? '';
  const { slots } = await teacher.client.call(routes.qrStatus, { ids: { id: sessionId } });
  return Math.abs(Number(/\d+/.exec(words)?.[0]) - (slots[0]?.secondsLeft ?? 0));
}

function tokenIn(address: string | undefined): string {
  expect(address).toMatch(new RegExp(`^${stage.origin}/s#.+`));
  return address?.split('#')[1] ?? '';
}

describe('the code', () => {
  test('a picture of the wall can be read, from far away too, and what it says is accepted', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall, { rotationSeconds: 120 });
    const page = await openWall(hall, session._id);
    const picture = await page.screenshot();
    const address = await readCode(picture);
    const faraway = await degrade(stage.browser.current, picture, { codeWidthPx: 120, blurPx: 1, tiltDegrees: 15 });
    expect(await readCode(faraway)).toBe(address);
    const { status } = await firstOf(hall).client.call(routes.scan, { body: { token: tokenIn(address) } });
    expect(status).toBe('present');
    await expectQuiet(page);
  });

  test('it changes without a moment without it, and the one before is over', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall, { rotationSeconds: 5, graceSeconds: 0 });
    const page = await openWall(hall, session._id);
    const before = await readCode(await page.screenshot());
    const framesWithout = await page.evaluateHandle(countFramesWithoutCode);
    await expect.poll(async () => readCode(await page.screenshot()), WAIT).not.toBe(before);
    expect(await framesWithout.evaluate((counter) => counter.stop())).toBe(0);
    await expect(firstOf(hall).client.call(routes.scan, { body: { token: tokenIn(before) } })).rejects.toMatchObject({
      code: 'token_expired',
    });
    const { status } = await firstOf(hall).client.call(routes.scan, {
      body: { token: tokenIn(await readCode(await page.screenshot())) },
    });
    expect(status).toBe('present');
  });

  test('nine of them can each be read, and the one that is used is replaced alone', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall, { mode: 'single-use', slots: 9, rotationSeconds: 120 });
    const page = await openWall(hall, session._id);
    await expect.poll(() => codesOn(page).count(), WAIT).toBe(9);
    const before = await readAll(page);
    expect(new Set(before.map(tokenIn)).size).toBe(9);
    await firstOf(hall).client.call(routes.scan, { body: { token: tokenIn(before[4]) } });
    const fifth = async () => readCode(await codesOn(page).nth(4).screenshot());
    await expect.poll(fifth, WAIT).not.toBe(before[4]);
    const after = await readAll(page);
    expect(after.toSpliced(4, 1)).toEqual(before.toSpliced(4, 1));
    tokenIn(after[4]);
  });

  test('the seconds left are those of the server, though the clock of the device is five hours slow', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall, { rotationSeconds: 30 });
    const page = await openWall(hall, session._id);
    await page.addInitScript(() => {
      const now = Date.now;
      Date.now = () => now() - 5 * 3_600_000;
    });
    await page.reload();
    // Its first guess may be a moment old.
    await expect.poll(() => secondsBehind(page, hall, session._id), WAIT).toBeLessThan(2);
  });

  test('while nothing is told live, the wall asks: its code is never an old one', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall, { rotationSeconds: 5, graceSeconds: 0 });
    const page = await openWall(hall, session._id);
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await page.reload();
    await codesOn(page).waitFor();
    const before = await readCode(await page.screenshot());
    await expect.poll(async () => readCode(await page.screenshot()), WAIT).not.toBe(before);
    const scanned = async () => {
      const token = tokenIn(await readCode(await page.screenshot()));
      return (
        await firstOf(hall)
          .client.call(routes.scan, { body: { token } })
          .catch(() => undefined)
      )?.status;
    };
    await expect.poll(scanned, WAIT).toBe('present');
    await hall.teacher.client.call(routes.endSession, { ids: { id: session._id } });
    await page.getByText('Attendance is closed. Thank you.').waitFor();
  });
});

describe('what stands beside it', () => {
  test('the number rises with each scan, and nobody is named', async () => {
    const hall = await stage.newHall(3);
    const session = await startSession(hall);
    const page = await openWall(hall, session._id);
    for (const [index, student] of hall.students.entries()) {
      await scan(student, hall, session._id);
      await page.getByText(`${index + 1}`, { exact: true }).waitFor();
    }
    const text = await page.locator('body').textContent();
    for (const { name, email } of [...hall.students, hall.teacher]) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(email);
    }
    expect(text).toContain(hall.className);
    expect(text).toContain('Hall 1');
    expect(text).toMatch(/[2-9A-Z]{3} [2-9A-Z]{3}/);
    expect(text).toMatch(/Late from \d{1,2}:\d\d/);
    await expectQuiet(page);
  });

  test('N twice starts the next round with another code, and the end shows the last numbers', async () => {
    const hall = await stage.newHall(2);
    const session = await startSession(hall, { rotationSeconds: 120 });
    await scan(firstOf(hall), hall, session._id);
    const page = await openWall(hall, session._id);
    const before = await readCode(await page.screenshot());
    await page.keyboard.press('n');
    await page.getByText('Press N again: round 1 ends').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Press N again').waitFor({ state: 'detached' });
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    await page.getByText('Round 2').waitFor();
    await expect.poll(async () => readCode(await page.screenshot()), WAIT).not.toBe(before);
    await hall.teacher.client.call(routes.endRound, {
      ids: { id: session._id, roundId: `${session._id}.2` },
    });
    await page.getByText('Round 2 is closed').waitFor();
    expect(await codesOn(page).count()).toBe(0);
    await hall.teacher.client.call(routes.endSession, { ids: { id: session._id } });
    await page.getByText('Attendance is closed. Thank you.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Present' }).getByText('1').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Absent' }).getByText('1').waitFor();
    await expectAccessible(page);
    await expectQuiet(page);
  });
});

describe('the window', () => {
  test.each([
    { width: 1280, height: 720 },
    { width: 1920, height: 1080 },
    { width: 1024, height: 768 },
    { width: 3840, height: 2160 },
    { width: 390, height: 844 },
  ])('at $width × $height the code is as large as it fits, and nothing is cut off', async (size) => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    const page = await openWall(hall, session._id);
    await page.setViewportSize(size);
    const shortest = Math.min(size.width * 0.8, size.height * 0.6);
    await expect.poll(async () => (await codesOn(page).boundingBox())?.height ?? 0, WAIT).toBeGreaterThan(shortest);
    expect(await page.evaluate(cutOff)).toEqual([]);
    expect(await readCode(await page.screenshot())).toMatch(/#/);
  });

  test('it is light though the system is dark, until D', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    const page = await openWall(hall, session._id, { theme: 'dark' });
    const ground = () =>
      page.evaluate(() => getComputedStyle(document.querySelector('main') ?? document.body).backgroundColor);
    const light = await ground();
    await expectAccessible(page);
    await page.keyboard.press('d');
    expect(await ground()).not.toBe(light);
    await expectAccessible(page);
    expect(await readCode(await page.screenshot())).toMatch(/#/);
  });

  test('it has no buttons, and says its keys while the pointer moves', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    const page = await openWall(hall, session._id);
    expect(await page.locator('button, a, input').count()).toBe(0);
    const hint = page.getByText(/^F full screen/);
    expect(await hint.count()).toBe(0);
    await page.mouse.move(200, 200);
    await page.mouse.move(300, 200);
    await hint.waitFor();
    await hint.waitFor({ state: 'detached' });
  });

  test('a browser without wake lock, full screen, Web Locks and BroadcastChannel shows it all the same', async () => {
    const hall = await stage.newHall(1);
    const session = await startSession(hall);
    const page = await openWall(hall, session._id, {
      without: ['wakeLock', 'requestFullscreen', 'locks', 'BroadcastChannel'],
    });
    await page.keyboard.press('f');
    expect(await readCode(await page.screenshot())).toMatch(/#/);
    await expectQuiet(page);
  });
});

function countFramesWithoutCode() {
  let without = 0;
  let isRunning = true;
  requestAnimationFrame(function look() {
    const path = document.querySelector('svg[role="img"] path:last-child')?.getAttribute('d') ?? '';
    if (path.length < 1_000) without += 1;
    if (isRunning) requestAnimationFrame(look);
  });
  return {
    stop() {
      isRunning = false;
      return without;
    },
  };
}

/** Words that reach over the edge of the window. */
function cutOff(): string[] {
  const words = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
  const cut: string[] = [];
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const isHidden = node.parentElement?.classList.contains('sr-only');
    const isInside = box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
    if (box.width > 0 && !isHidden && !isInside) cut.push(`${node.textContent}: ${JSON.stringify(box)}`);
  }
  return cut;
}
