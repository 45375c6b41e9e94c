import type { Browser, Page } from 'playwright-core';
import { logInBrowser } from '../browser/log-in-browser.ts';
import { contextOptionsOf, type Look } from '../browser/looks.ts';
import { takePicture } from '../browser/picture.ts';
import type { Credentials } from '../demo/accounts.ts';
import { StartProblem } from '../start/settings.ts';
import type { PictureOptions } from './options.ts';

const PATIENCE_MS = 10_000;

/** Opens each path in each wanted look and takes a picture of it; hears the path of each. */
export async function takePictures(
  { browser, origin, viewer }: { browser: Browser; origin: string; viewer: Credentials | undefined },
  options: PictureOptions,
  onPicture: (file: string) => void,
): Promise<void> {
  for (const theme of options.themes) {
    for (const size of options.sizes) {
      const look: Look = { theme, size, language: options.language };
      const context = await browser.newContext(contextOptionsOf(look));
      if (viewer) await logInBrowser(context, origin, viewer);
      const page = await context.newPage();
      for (const path of options.paths) {
        await settle(page, origin + path);
        onPicture(await takePicture(page, nameOf(path, look, options), options));
      }
      await context.close();
    }
  }
}

/** A page has settled when it asks for nothing more, open sockets aside, and has its typeface. */
async function settle(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address);
  if (answer && !answer.ok()) throw new StartProblem(`${address} answers ${answer.status()}.`);
  // A page that polls is never done: its picture is taken all the same.
  await page.waitForLoadState('networkidle', { timeout: PATIENCE_MS }).catch(() => {});
  await page.evaluate('document.fonts.ready.then(() => {})');
}

function nameOf(path: string, { theme, size, language }: Look, { viewer }: PictureOptions): string {
  return [path, viewer ?? 'nobody', size, theme, ...(language === 'en' ? [] : [language])].join('.');
}
