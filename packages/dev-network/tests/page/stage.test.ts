import { describe, expect, test } from 'vitest';
import { expectAccessible } from './stage/accessible.ts';
import { frames } from './stage/frames.ts';
import { expectQuiet } from './stage/quiet.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();

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
  test('a page of today is quiet and accessible, and axe does not make it loud', async () => {
    const page = await stage.open('/app', { theme: 'dark', size: 'phone', language: 'de' });
    await expectAccessible(page);
    await expectQuiet(page);
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
