// node scripts/run.mjs readme-pictures: makes the pictures of the README anew, in a Rollcall of its own.
import { join } from 'node:path';
import { type Browser, devices } from 'playwright-core';
import { chromiumAdvice, findChromium } from '../browser/find-chromium.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { logInBrowser } from '../browser/log-in-browser.ts';
import type { Credentials } from '../demo/accounts.ts';
import { startNetwork } from '../network/start-network.ts';
import { buildPage } from '../pictures/build-page.ts';
import { holdLecture } from '../pictures/lecture.ts';

const folder = join(import.meta.dirname, '../../../../docs/pictures');
const desk = { viewport: { width: 1120, height: 700 }, deviceScaleFactor: 0.75 };
const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 760 }, deviceScaleFactor: 1 };

const chromium = findChromium();
if (chromium === undefined) throw new Error(chromiumAdvice);
await buildPage();
const network = await startNetwork({ mode: 'in-process', env: { LOG_LEVEL: 'silent', BCRYPT_COST: '4' } });
const browser = await launchChromium(chromium);
try {
  const { teacher, late, session, readCode } = await holdLecture(network.origin);
  await picture('wall', `/app/sessions/${session._id}/wall`, teacher, desk);
  await picture('board', `/app/sessions/${session._id}`, teacher, { ...desk, colorScheme: 'dark' });
  await picture('scan', await readCode(), late, phone);
  await picture('today', '/app/today', late, phone);
} finally {
  await browser.close();
  await network.stop();
}

async function picture(
  name: string,
  path: string,
  who: Credentials,
  look: Parameters<Browser['newContext']>[0],
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', ...look });
  await logInBrowser(context, network.origin, who);
  const page = await context.newPage();
  await page.goto(network.origin + path);
  // Pages that are live have settled when nothing but their socket is open.
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  await context.close();
  process.stdout.write(`docs/pictures/${name}.png\n`);
}
