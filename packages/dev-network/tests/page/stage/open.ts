import type { Browser, Geolocation, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { logInBrowser } from '../../../src/browser/log-in-browser.ts';
import { contextOptionsOf, type Look } from '../../../src/browser/looks.ts';
import type { Credentials } from '../../../src/demo/accounts.ts';
import { type Camera, installCamera } from './camera.ts';
import { setPermission } from './permissions.ts';
import { noteTroubles } from './quiet.ts';
import { type Api, takeAway } from './without.ts';

export interface OpenOptions extends Partial<Look> {
  /** What this browser does not have. */
  without?: readonly Api[];
  /** Default: one that is allowed. */
  camera?: Camera;
  /** Where the device is, or that its person refuses to tell. Default: the question is closed. */
  place?: Geolocation | 'refused';
}

/**
 * Opens a page in a browser of its own (light, desktop, English where nothing is said), closed when the test ends. Another
 * tab of the same browser is `page.context().newPage()`. Rejects when the answer is not a good one.
 */
export async function openPage(
  browser: Browser,
  address: string,
  options: OpenOptions = {},
  who?: Credentials,
): Promise<Page> {
  const { theme = 'light', size = 'desktop', language = 'en', without = [], camera = 'allowed', place } = options;
  const { origin } = new URL(address);
  const context = await browser.newContext(contextOptionsOf({ theme, size, language }));
  onTestFinished(() => context.close());
  await noteTroubles(context, origin);
  await takeAway(context, without);
  if (who) await logInBrowser(context, origin, who);
  const page = await context.newPage();
  await installCamera(context, page, camera);
  if (place) await setPermission(page, 'geolocation', place === 'refused' ? 'denied' : 'granted');
  if (place && place !== 'refused') await context.setGeolocation(place);
  const answer = await page.goto(address);
  if (answer && !answer.ok()) throw new Error(`${address} answers ${answer.status()}: ${await answer.text()}`);
  return page;
}
