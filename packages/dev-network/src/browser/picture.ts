import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

/** Where pictures go: ROLLCALL_PICTURES, or a folder of this checkout that git does not see. */
export function picturesFolder(): string {
  const checkout = join(import.meta.dirname, '../../../..');
  return resolve(process.env.ROLLCALL_PICTURES || join(checkout, '.rollcall/pictures'));
}

/** Takes a picture of what a page shows, or of all of it, without motion; its path. */
export async function takePicture(page: Page, name: string, { fullPage = false } = {}): Promise<string> {
  const path = join(picturesFolder(), `${name.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-|-$/g, '')}.png`);
  await page.screenshot({ path, fullPage, animations: 'disabled' });
  return path;
}
