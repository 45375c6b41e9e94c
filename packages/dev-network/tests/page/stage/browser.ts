import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { chromiumAdvice, findChromium } from '../../../src/browser/find-chromium.ts';
import { type LaunchOptions, launchChromium } from '../../../src/browser/launch-chromium.ts';

/** The Chromium of this machine; undefined when it has none. */
export const chromiumPath = findChromium();

export interface TestBrowser {
  readonly current: Browser;
  /** One more, until the test ends: what its camera shows is decided when it starts. */
  launch(options: LaunchOptions): Promise<Browser>;
}

/**
 * The Chromium of a test file. Without one on this machine the file's tests are skipped, and a line says what to install;
 * where `CI` or `ROLLCALL_REQUIRE_CHROMIUM` is set, they fail with that line.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;

  beforeAll(async () => {
    if (chromiumPath !== undefined) browser = await launchChromium(chromiumPath);
    else if (process.env.CI || process.env.ROLLCALL_REQUIRE_CHROMIUM) throw new Error(chromiumAdvice);
    else process.stdout.write(`Tests of pages are skipped. ${chromiumAdvice}\n`);
  });
  beforeEach(({ skip }) => skip(chromiumPath === undefined, chromiumAdvice));
  afterAll(() => browser?.close());

  return {
    get current() {
      if (!browser) throw new Error('the browser is not up yet');
      return browser;
    },
    async launch(options) {
      const one = await launchChromium(chromiumPath ?? '', options);
      onTestFinished(() => one.close());
      return one;
    },
  };
}
