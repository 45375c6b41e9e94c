// node packages/dev-network/src/commands/icons.ts: draws the icons of the installed page from its icon.svg. Run it when that changes.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromiumAdvice, findChromium } from '../browser/find-chromium.ts';
import { launchChromium } from '../browser/launch-chromium.ts';

const folder = join(import.meta.dirname, '../../../../services/web/page/public');

const svg = await readFile(join(folder, 'icon.svg'), 'utf8');
// A phone cuts a maskable icon to a shape of its own: its ground goes to the edges, its sign stays in the inner 80 %.
const maskable = svg
  .replace(' rx="8"', '')
  .replace('<path ', '<path transform="translate(16 16) scale(0.8) translate(-16 -16)" ');

const chromium = findChromium();
if (chromium === undefined) throw new Error(chromiumAdvice);
const browser = await launchChromium(chromium);
try {
  await draw(browser, svg, 192, 'icon-192.png');
  await draw(browser, svg, 512, 'icon-512.png');
  await draw(browser, maskable, 512, 'icon-maskable-512.png');
} finally {
  await browser.close();
}

async function draw(browser: Browser, image: string, size: number, file: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${image}`);
  await writeFile(join(folder, file), await page.screenshot({ omitBackground: true }));
  await page.close();
}
