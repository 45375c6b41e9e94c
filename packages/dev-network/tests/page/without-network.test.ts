import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Network, startNetwork } from '../../src/index.ts';
import { chromiumPath, useBrowser } from './stage/browser.ts';
import { openPage } from './stage/open.ts';
import { fillHall, type OpenAs, type Person } from './stage/people.ts';

const browser = useBrowser();
let network: Network;
let student: Person;
const openAs: OpenAs = (who, path, options) =>
  openPage(browser.current, new URL(path, network.origin).href, options, who);

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  network = await startNetwork({
    mode: 'in-process',
    provider: 'local',
    env: { BCRYPT_COST: '4', LOG_LEVEL: 'silent' },
  });
  [student] = (await fillHall(network.origin, 1, openAs)).students as [Person];
}, 120_000);
afterAll(() => network?.stop());

test('what a student needs opens from what the browser has kept, each address as its own page; no answer was kept', async () => {
  const page = await student.open('/app/today');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => 0));
  await vi.waitFor(async () => expect(await page.evaluate(isControlled)).toBe(true), 10_000);
  const online = new Map<string, string>();
  for (const path of ['/app/today', '/app/scan', '/s']) {
    await page.goto(new URL(path, network.origin).href);
    online.set(path, await entryOf(page));
  }
  expect(online.get('/app/scan')).toBe(online.get('/app/today'));
  expect(online.get('/s')).not.toBe(online.get('/app/today'));
  expect(await page.evaluate(keptAddresses)).toSatisfy((kept: string[]) =>
    kept.every((path) => path.startsWith('/app/')),
  );

  await network.stop();
  for (const path of ['/app/today', '/app/scan', '/s']) {
    await page.goto(new URL(path, network.origin).href);
    expect([path, await entryOf(page)]).toEqual([path, online.get(path)]);
    await vi.waitFor(async () => expect(await page.locator('#page').textContent()).not.toBe(''), 10_000);
  }
  expect(await page.evaluate(() => fetch('/api/v1/auth/me').catch(() => 'nobody answers'))).toBe('nobody answers');
  await expect(page.goto(new URL('/docs', network.origin).href)).rejects.toThrow('ERR_CONNECTION_REFUSED');
}, 60_000);

function entryOf(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '');
}

function isControlled(): boolean {
  return navigator.serviceWorker.controller !== null;
}

async function keptAddresses(): Promise<string[]> {
  const names = await caches.keys();
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return requests.flat().map(({ url }) => new URL(url).pathname);
}
