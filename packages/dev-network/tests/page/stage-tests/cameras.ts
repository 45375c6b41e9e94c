import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { film } from '../stage/film.ts';
import { readCode } from '../stage/read-code.ts';
import { useSite } from '../stage/site.ts';
import type { Stage } from '../stage/stage.ts';
import { createWall } from '../stage/wall.ts';
import { paintCode } from '../stage/write-code.ts';
import { documentOf } from './document.ts';

const PATIENCE_MS = 10_000;

export function cameraTests(stage: Stage): void {
  const site = useSite({
    '/': documentOf(
      'off',
      '<video width="1280" height="720" muted></video>',
      '<script type="module" src="/camera.js"></script>',
    ),
    '/camera.js': `
      const video = document.querySelector('video');
      const { state } = await navigator.permissions.query({ name: 'camera' });
      const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
      let outcome = 'on';
      try {
        video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
        await video.play();
      } catch (error) {
        outcome = error.name;
      }
      document.title = [outcome, state, cameras.length].join(' ');`,
  });
  const outcomeOf = async (page: Page) => {
    await page.waitForFunction(() => document.title !== 'off');
    return page.title();
  };
  const seenBy = async (page: Page) => readCode(await page.locator('video').screenshot());

  test.each([
    ['allowed', 'on granted 1'],
    ['refused', 'NotAllowedError denied 1'],
    ['dismissed', 'NotAllowedError prompt 1'],
    ['busy', 'NotReadableError granted 1'],
    ['none', 'NotFoundError granted 0'],
  ] as const)('a camera that is %s: %s', async (camera, outcome) => {
    expect(await outcomeOf(await stage.open(site.origin, { camera }))).toBe(outcome);
  });

  test('a camera sees what is shown on a wall, changes included, while it is on', async () => {
    const wall = createWall({ hasTorch: true, maxZoom: 4 });
    const page = await stage.open(site.origin, { camera: wall, size: 'phone' });
    expect(await outcomeOf(page)).toBe('on granted 1');
    expect(await seenBy(page)).toBeUndefined();
    for (const text of ['first code', 'second code']) {
      wall.show(await paintCode(stage.browser.current, text));
      await vi.waitFor(async () => expect(await seenBy(page)).toBe(text), PATIENCE_MS);
    }
    wall.show(undefined);
    await vi.waitFor(async () => expect(await seenBy(page)).toBeUndefined(), PATIENCE_MS);
    expect(await page.evaluate(lightUp)).toMatchObject({ torch: true, zoom: { max: 4 } });
    expect(wall.adjustments).toEqual([{ torch: true }]);
    expect(wall.isWatched()).toBe(true);
    await page.evaluate(stopCamera);
    await vi.waitFor(() => expect(wall.isWatched()).toBe(false), PATIENCE_MS);
  });

  test('a camera of Chromium shows a film, picture by picture', async () => {
    const { current } = stage.browser;
    const camera = await film(current, [await paintCode(current, 'one'), await paintCode(current, 'two')]);
    const page = await stage.open(site.origin, { camera });
    expect(await outcomeOf(page)).toBe('on granted 1');
    await vi.waitFor(async () => expect(await seenBy(page)).toBe('one'), PATIENCE_MS);
    await vi.waitFor(async () => expect(await seenBy(page)).toBe('two'), PATIENCE_MS);
  });
}

async function lightUp() {
  const { srcObject } = document.querySelector('video') as HTMLVideoElement;
  const [track] = (srcObject as MediaStream).getVideoTracks();
  await track?.applyConstraints({ advanced: [{ torch: true } as MediaTrackConstraintSet] });
  return track?.getCapabilities();
}

function stopCamera() {
  const { srcObject } = document.querySelector('video') as HTMLVideoElement;
  for (const track of (srcObject as MediaStream).getTracks()) track.stop();
}
