import { describe, expect, test } from 'vitest';
import { barriers, expectAccessible, expectQuiet, frames, troublesOf } from './stage/checks.ts';
import { useSite } from './stage/site.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const site = useSite({
  '/good': page('Good', '<p>Anybody can read this.</p>'),
  '/unreadable': page(
    'Unreadable',
    '<p>Nobody can read this.</p><button></button>',
    '<link rel="stylesheet" href="/pale.css">',
  ),
  '/pale.css': 'p { color: #bbb; background: #fff }',
  '/loud': page('Loud', '<style>p { color: red }</style>', '<script type="module" src="/loud.js"></script>'),
  '/loud.js': `
    console.error('a complaint');
    setTimeout(() => { throw new Error('a mistake'); });
    try { eval('1'); } catch {}
    await fetch('http://localhost/away').catch(() => {});
    await fetch('/missing');
    await fetch('/cut').catch(() => {});
    document.title = 'done';`,
  '/cut': (response) => response.destroy(),
});

describe('people', () => {
  test('a person is logged in by a cookie that scripts cannot read and the API takes', async () => {
    const page = await stage.teacher.open('/app');
    const cookies = await page.context().cookies(`${stage.origin}/api/v1/auth/refresh`);
    expect(cookies).toContainEqual(
      expect.objectContaining({ name: 'rollcall_refresh', httpOnly: true, path: '/api/v1/auth' }),
    );
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.evaluate(refresh)).toEqual({ status: 200, email: stage.teacher.email });
  });

  test('a browser in which nobody is logged in has no cookie', async () => {
    const page = await stage.open('/app');
    expect(await page.evaluate(refresh)).toEqual({ status: 401 });
  });
});

describe('checks', () => {
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
    await page.goto(`${elsewhere}/good`);
    expect((await troublesOf(page)).toSorted()).toEqual([
      '404: GET /missing',
      'console: a complaint',
      'failed: GET /cut net::ERR_EMPTY_RESPONSE',
      `foreign: GET ${elsewhere}/good`,
      expect.stringMatching(/^thrown: Error: a mistake\n {4}at http.*\/loud.js:3/),
      expect.stringMatching('violation: connect-src refuses http://localhost/away at '),
      expect.stringMatching('violation: script-src refuses eval at '),
      expect.stringMatching('violation: style-src-elem refuses inline at '),
    ]);
    await expect(expectQuiet(page)).rejects.toThrow();
    await expectQuiet(page, [/./]);
  });

  test('a block of 200 ms is measured', async () => {
    const page = await stage.open('/app');
    const { longestMs } = await frames(page, () => page.evaluate(block, 200));
    expect(longestMs).toBeGreaterThan(195);
  });
});

async function refresh() {
  const answer = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Rollcall-Client': 'browser' },
    body: '{}',
  });
  return { status: answer.status, email: (await answer.json()).data?.user.email };
}

function block(durationMs: number) {
  const startMs = performance.now();
  while (performance.now() - startMs < durationMs);
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><main><h1>${title}</h1>${body}</main></body></html>`;
}
