import type { BrowserContext, ConsoleMessage, Page, Request } from 'playwright-core';
import { expect } from 'vitest';

/** What went wrong in each browser since it was opened, a line each. */
const troubles = new WeakMap<BrowserContext, string[]>();

/** Begins to write down what goes wrong in a browser for pages of this origin, before the first one opens. */
export async function noteTroubles(context: BrowserContext, origin: string): Promise<void> {
  const lines: string[] = [];
  troubles.set(context, lines);
  const noteForeign = (what: string, url: string) => {
    if (isForeign(url, origin)) lines.push(`foreign: ${what} ${url}`);
  };
  context.on('console', (message) => isError(message) && lines.push(`console: ${message.text()}`));
  context.on('weberror', (thrown) => lines.push(`thrown: ${thrown.error().stack ?? thrown.error()}`));
  context.on('request', (request) => noteForeign(request.method(), request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => noteForeign('socket', socket.url())));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Whoever leaves a page, or does not want an answer any more, aborts.
    if (reason !== 'net::ERR_ABORTED') lines.push(`failed: ${lineOf(request)} ${reason}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) lines.push(`${response.status()}: ${lineOf(response.request())}`);
  });
  await context.exposeBinding('__noteViolation', (_source, line: string) => lines.push(line));
  await context.addInitScript(tellViolations);
}

/**
 * Fails when something has gone wrong in the page's browser since that was opened. `allowed` are what a test expects:
 * beginnings of lines, such as `401: POST /api/v1/auth/refresh`, or patterns.
 */
export async function expectQuiet(page: Page, allowed: readonly (string | RegExp)[] = []): Promise<void> {
  const isAllowed = (line: string) =>
    allowed.some((one) => (typeof one === 'string' ? line.startsWith(one) : one.test(line)));
  expect((await troublesOf(page)).filter((line) => !isAllowed(line))).toEqual([]);
}

/**
 * What has gone wrong in the page's browser since that was opened, a line each: errors on the console, thrown errors,
 * violations of the content security policy, requests to other origins, requests that failed or were answered with 400 or
 * more.
 */
export async function troublesOf(page: Page): Promise<readonly string[]> {
  const lines = troubles.get(page.context());
  if (!lines) throw new Error('this browser was not opened by the stage');
  // All that was told before this answer has arrived with it.
  if (!page.isClosed()) await page.evaluate(() => 0);
  return lines;
}

function tellViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
    const line = `violation: ${effectiveDirective} refuses ${blockedURI} at ${sourceFile}:${lineNumber}`;
    (globalThis as unknown as { __noteViolation(line: string): void }).__noteViolation(line);
  });
}

/** Without what Chromium says of requests that failed and of what the policy of a page refused: they have lines. */
function isError(message: ConsoleMessage): boolean {
  if (message.type() !== 'error' || message.text().startsWith('Failed to load resource:')) return false;
  return message.worker() !== null || !message.text().includes('Content Security Policy');
}

function isForeign(url: string, origin: string): boolean {
  const { protocol, host } = new URL(url);
  return /^(https?|wss?):$/.test(protocol) && host !== new URL(origin).host;
}

function lineOf(request: Request): string {
  return `${request.method()} ${new URL(request.url()).pathname}`;
}
