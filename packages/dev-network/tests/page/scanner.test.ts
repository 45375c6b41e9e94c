import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { type Lecture, startLecture, studentOf } from './helpers/lecture.ts';
import { expectVerdict } from './helpers/verdict.ts';
import type { Camera } from './stage/camera.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import { degrade } from './stage/read-code.ts';
import { useStage } from './stage/stage.ts';
import { createWall } from './stage/wall.ts';
import { paintCode } from './stage/write-code.ts';

const stage = useStage();
const PATIENCE_MS = 10_000;

async function prepare(students = 1) {
  const hall = await stage.newHall(students);
  const lecture = await startLecture(hall, { rotationSeconds: 120, typedCode: 'allow' });
  const open = (camera: Camera, more = {}) => studentOf(hall).open('/app/scan', { size: 'phone', camera, ...more });
  return { hall, student: studentOf(hall), lecture, open };
}

async function paintWall(lecture: Lecture): Promise<Buffer> {
  return paintCode(stage.browser.current, `${stage.origin}${await lecture.address()}`);
}

describe('the camera', () => {
  test.each([
    ['whatever reads codes in this browser', { theme: 'light' }],
    ['our own reader', { theme: 'dark', without: ['BarcodeDetector'] }],
  ] as const)('reads the code from afar with %s', async (_reader, options) => {
    const { student, lecture, open } = await prepare();
    const wall = createWall();
    const page = await open(wall, options);
    await page.getByText('Point at the code on the wall.').waitFor();
    await expectAccessible(page);
    const far = { codeWidthPx: 150, blurPx: 1, tiltDegrees: 15 };
    wall.show(await degrade(stage.browser.current, await paintWall(lecture), far));
    await expectVerdict(page, 'You are in');
    expect(await lecture.marksOf(student)).toEqual(['present confirmed']);
    await vi.waitFor(() => expect(wall.isWatched()).toBe(false), PATIENCE_MS);
    await expectAccessible(page);
    await page.touchscreen.tap(200, 300);
    await page.getByText('You are in').waitFor();
    expect(new URL(page.url()).pathname).toBe('/app/today');
    await expectQuiet(page);
  });

  test('says when it sees other codes alone, and goes on looking', async () => {
    const { lecture, open } = await prepare();
    const wall = createWall();
    const page = await open(wall);
    wall.show(await paintCode(stage.browser.current, 'https://example.com/menu'));
    await page.getByText('This is another code. Point at the one on the wall.').waitFor();
    wall.show(await paintWall(lecture));
    await expectVerdict(page, 'You are in');
  });

  test('lights up and zooms where the phone can', async () => {
    const { open } = await prepare();
    const wall = createWall({ hasTorch: true, maxZoom: 4 });
    const page = await open(wall);
    await page.getByRole('button', { name: 'Light on' }).click();
    await page.getByRole('slider', { name: 'Zoom' }).fill('2');
    await vi.waitFor(() => expect(wall.adjustments).toEqual(expect.arrayContaining([{ torch: true }, { zoom: 2 }])));
    await page.getByRole('button', { name: 'Light off' }).waitFor();
  });

  test('is closed when nobody looks at the page, and open again when somebody does', async () => {
    const { open } = await prepare();
    const wall = createWall();
    const page = await open(wall);
    await vi.waitFor(() => expect(wall.isWatched()).toBe(true), PATIENCE_MS);
    await setHidden(page, true);
    await vi.waitFor(() => expect(wall.isWatched()).toBe(false), PATIENCE_MS);
    await setHidden(page, false);
    await vi.waitFor(() => expect(wall.isWatched()).toBe(true), PATIENCE_MS);
    await page.getByRole('link', { name: 'History' }).click();
    await vi.waitFor(() => expect(wall.isWatched()).toBe(false), PATIENCE_MS);
  });
});

describe('without a camera', () => {
  test.each([
    ['refused', 'The camera is blocked for this page'],
    ['busy', 'Something else uses the camera'],
    ['none', 'There is no camera here'],
  ] as const)('one that is %s: the page says so, and the typed code is the way in', async (camera, title) => {
    const { student, lecture, open } = await prepare();
    const page = await open(camera);
    await page.getByText(title).waitFor();
    await expectAccessible(page);
    const { code } = await lecture.wall();
    await page.getByLabel('Code on the wall').pressSequentially(`${code.slice(0, 3)} ${code.slice(3)}`.toLowerCase());
    await expectVerdict(page, 'You are in');
    expect(await lecture.marksOf(student)).toEqual(['present confirmed']);
  });

  test('whoever has not been asked reads why first', async () => {
    const { open } = await prepare();
    const page = await open('dismissed');
    await page.getByText('Nothing is recorded').waitFor();
    await page.getByRole('button', { name: 'Open the camera' }).click();
    await page.getByText('The camera is blocked for this page').waitFor();
  });

  test('a typed code that leads nowhere is refused in words, and the next one can be typed', async () => {
    const { lecture, open } = await prepare();
    const page = await open('none', { language: 'de' });
    const field = page.getByLabel('Code an der Wand');
    await field.pressSequentially('0');
    await page.getByText('„0“ kommt in diesen Codes nicht vor.').waitFor();
    await field.pressSequentially('222222');
    await expectVerdict(page, 'Das ist kein Code deines Kurses');
    await page.getByRole('button', { name: 'Scannen' }).click();
    await field.fill((await lecture.wall()).code);
    await expectVerdict(page, 'Du bist dabei');
  });
});

/** As when the phone is locked, or another app is in front. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
