// node scripts/run.mjs pictures /app/today --as teacher: what a page looks like, in a running Rollcall of this machine or one of its own.
import type { Browser } from 'playwright-core';
import { chromiumAdvice, findChromium } from '../browser/find-chromium.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { findRunning } from '../demo/running-origin.ts';
import { seed } from '../demo/seed.ts';
import { startNetwork } from '../network/start-network.ts';
import type { Network } from '../network/types.ts';
import { buildPage } from '../pictures/build-page.ts';
import { readOptions } from '../pictures/options.ts';
import { takePictures } from '../pictures/take-pictures.ts';
import { createProgress } from '../start/progress.ts';
import { readSettings, StartProblem } from '../start/settings.ts';
import { onStopSignal } from '../start/stop-signal.ts';
import { wordsOf } from '../start/words-of.ts';

const progress = createProgress(process.stderr);
let network: Network | undefined;
let browser: Browser | undefined;

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const chromium = findChromium();
  if (chromium === undefined) throw new StartProblem(chromiumAdvice);
  const origin = await openRollcall();
  const { accounts } = await seed({ origin, onProgress: progress.tell });
  const viewer = accounts.find(({ role }) => role === options.viewer);
  if (options.viewer && !viewer) throw new StartProblem(`No demo account is a ${options.viewer} at ${origin}.`);
  progress.clear();
  browser = await launchChromium(chromium);
  await takePictures({ browser, origin, viewer }, options, (file) => process.stdout.write(`${file}\n`));
}

async function openRollcall(): Promise<string> {
  const settings = readSettings([]);
  const running = await findRunning(process.env.ROLLCALL_URL, settings.port);
  if (running !== undefined) return running;
  await buildPage();
  const { env } = settings;
  network = await startNetwork({
    mode: 'in-process',
    env: { ...env, LOG_LEVEL: 'silent', BCRYPT_COST: '4' },
    onProgress: progress.tell,
  });
  return network.origin;
}

async function leave(code: number): Promise<never> {
  progress.clear();
  await browser?.close();
  await network?.stop();
  process.exit(code);
}

function fail(error: unknown): Promise<never> {
  progress.clear();
  process.stderr.write(`${wordsOf(error)}\n`);
  return leave(1);
}

onStopSignal(
  () => void leave(130).catch(fail),
  () => process.exit(1),
);
await run().then(() => leave(0), fail);
