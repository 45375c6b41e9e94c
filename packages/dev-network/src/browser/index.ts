export type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
export { buildPage } from '../pictures/build-page.ts';
export { chromiumAdvice, findChromium } from './find-chromium.ts';
export { type Frames, frames } from './frames.ts';
export { launchChromium } from './launch-chromium.ts';
export { logInBrowser } from './log-in-browser.ts';
export { contextOptionsOf, type Look } from './looks.ts';
export { badLine, type Line, type Release, slowDown, slowLine } from './network-conditions.ts';
