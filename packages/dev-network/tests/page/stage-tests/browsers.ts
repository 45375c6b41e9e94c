import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findChromium } from '../../../src/browser/find-chromium.ts';
import { launchChromium } from '../../../src/browser/launch-chromium.ts';
import { isAlive } from '../../processes/is-alive.ts';
import { chromiumPath } from '../stage/browser.ts';

export function browserTests(): void {
  test('no process of a browser is left when it is closed', async () => {
    const browser = await launchChromium(chromiumPath ?? '');
    await browser.newPage();
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    expect(processInfo.filter(({ id }) => isAlive(id)).map(({ type }) => type)).toContain('browser');
    await browser.close();
    await vi.waitFor(() => expect(processInfo.filter(({ id }) => isAlive(id))).toEqual([]), 5_000);
  });

  test('a Chromium is found by its variable, then on PATH', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-chromium-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [chrome, chromium] = [join(folder, 'b/google-chrome'), join(folder, 'a/chromium')];
    for (const file of [chrome, chromium]) {
      await mkdir(join(file, '..'));
      await writeFile(file, '');
      await chmod(file, 0o755);
    }
    const PATH = `${join(folder, 'none')}:${join(folder, 'a')}:${join(folder, 'b')}`;
    expect(findChromium({ PATH })).toBe(chromium);
    await chmod(chromium, 0o644);
    expect(findChromium({ PATH })).toBe(chrome);
    expect(findChromium({ PATH, CHROMIUM_PATH: chrome })).toBe(chrome);
    expect(() => findChromium({ PATH, CHROMIUM_PATH: join(folder, 'c') })).toThrow('CHROMIUM_PATH must be the path of');
  });
}
