import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { logInBrowser } from '../../../src/browser/log-in-browser.ts';
import { contextOptionsOf, type Look } from '../../../src/browser/looks.ts';
import type { Credentials } from '../../../src/demo/accounts.ts';
import { noteTroubles } from './quiet.ts';
import { type Api, takeAway } from './without.ts';

export interface OpenOptions extends Partial<Look> {
  /** What this browser does not have. */
  without?: readonly Api[];
}

/**
 * Opens a page in a browser of its own (light, desktop, English where nothing is said), closed when the test ends. Another
 * tab of the same browser is `page.context().newPage()`.
 */
export async function openPage(
  browser: Browser,
  address: string,
  { theme = 'light', size = 'desktop', language = 'en', without = [] }: OpenOptions = {},
  who?: Credentials,
): Promise<Page> {
  const context = await browser.newContext(contextOptionsOf({ theme, size, language }));
  onTestFinished(() => context.close());
  const { origin } = new URL(address);
  await noteTroubles(context, origin);
  await takeAway(context, without);
  if (who) await logInBrowser(context, origin, who);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}
