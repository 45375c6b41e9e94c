import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { dataUrlOf, paint } from './paint.ts';

const FRAMES_PER_SECOND = 30; // as Chromium plays such files

/**
 * A film for the camera of a Chromium, which shows each picture for a while, again and again; its path. Chromium plays JPEGs
 * one after the other. Gone when the test ends.
 */
export async function film(browser: Browser, pngs: readonly Buffer[], secondsEach = 1): Promise<{ film: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-film-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'wall.mjpeg');
  const frames: Buffer[] = [];
  for (const png of pngs) {
    const html = `<img src="${dataUrlOf(png)}" style="width: 100vw; height: 100vh; object-fit: contain">`;
    const frame = await paint(browser, { html, widthPx: 1280, heightPx: 720, background: '#777', type: 'jpeg' });
    frames.push(...Array<Buffer>(secondsEach * FRAMES_PER_SECOND).fill(frame));
  }
  await writeFile(file, Buffer.concat(frames));
  return { film: file };
}
