import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const usualPlaces = [
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What to do when there is none. */
export const chromiumAdvice =
  'There is no Chromium: install one (Debian: apt-get install chromium) or name one in CHROMIUM_PATH.';

/**
 * The path of this machine's Chromium or Chrome: that of CHROMIUM_PATH, else one on PATH or in a usual place; undefined when
 * there is none. Throws when CHROMIUM_PATH names nothing that can be run.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { CHROMIUM_PATH: given, PATH = '' } = env;
  if (given) {
    if (isExecutable(given)) return given;
    throw new Error(`CHROMIUM_PATH must be the path of a Chromium, not "${given}".`);
  }
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...usualPlaces].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
