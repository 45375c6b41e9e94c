import { expect, test, vi } from 'vitest';
import { barriers, expectAccessible, expectQuiet, frames, troublesOf } from '../stage/checks.ts';
import { useSite } from '../stage/site.ts';
import type { Stage } from '../stage/stage.ts';
import { documentOf } from './document.ts';

export function checkTests(stage: Stage): void {
  const site = useSite({
    '/good': documentOf('Good', '<p>Anybody can read this.</p>', '<link rel="stylesheet" href="/plain.css">'),
    '/plain.css': '@import "/ink.css"; p { background: #fff }',
    '/ink.css': 'p { color: #222 }',
    '/unreadable': documentOf(
      'Unreadable',
      '<p>Nobody can.</p><button></button>',
      '<link rel="stylesheet" href="/pale.css">',
    ),
    '/pale.css': 'p { color: #bbb; background: #fff }',
    '/loud': documentOf('Loud', '<style>p { color: red }</style>', '<script type="module" src="/loud.js"></script>'),
    '/loud.js': `
      console.error('a complaint');
      setTimeout(() => { throw new Error('a mistake'); });
      try { eval('1'); } catch {}
      await fetch('http://localhost/away').catch(() => {});
      await fetch('/missing');
      await fetch('/cut').catch(() => {});
      document.title = 'done';`,
    '/cut': (response) => response.destroy(),
    '/nothing': '',
  });

  test('a good page is quiet and accessible, and axe does not make it loud', async () => {
    const page = await stage.open(`${site.origin}/good`);
    await expectAccessible(page);
    await expectQuiet(page);
  });

  test('what is hard to read or has no name is not accessible', async () => {
    const page = await stage.open(`${site.origin}/unreadable`);
    expect(await barriers(page)).toEqual([
      'button-name: Buttons must have discernible text: button',
      'color-contrast: Elements must meet minimum color contrast ratio thresholds: p',
    ]);
    await expect(expectAccessible(page)).rejects.toThrow();
  });

  test('all that goes wrong in a browser is told, unless it is allowed', async () => {
    const page = await stage.open(`${site.origin}/loud`);
    await page.waitForFunction(() => document.title === 'done');
    const elsewhere = site.origin.replace('127.0.0.1', 'localhost');
    await page.goto(`${elsewhere}/nothing`);
    expect((await troublesOf(page)).toSorted()).toEqual([
      '404: GET /missing',
      'console: a complaint',
      'failed: GET /cut net::ERR_EMPTY_RESPONSE',
      `foreign: GET ${elsewhere}/nothing`,
      expect.stringMatching(/^thrown: Error: a mistake\n {4}at http.*\/loud.js:3/),
      expect.stringMatching('violation: connect-src refuses http://localhost/away at '),
      expect.stringMatching('violation: script-src refuses eval at '),
      expect.stringMatching('violation: style-src-elem refuses inline at '),
    ]);
    await expect(expectQuiet(page)).rejects.toThrow();
    await expectQuiet(page, [/./]);
  });

  test('a block of 500 ms is measured, as a long frame and a long task', async () => {
    const page = await stage.open(`${site.origin}/good`);
    const calm = () => frames(page, () => page.waitForTimeout(300));
    await vi.waitFor(async () => expect((await calm()).longestMs).toBeLessThan(495), 10_000);
    const blocked = await frames(page, () => page.evaluate(blockLater, 500));
    expect(blocked.longestMs).toBeGreaterThan(495);
    expect(blocked.longestTaskMs).toBeGreaterThan(495);
  });
}

function blockLater(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      const startMs = performance.now();
      while (performance.now() - startMs < durationMs);
      resolve();
    });
  });
}
