import type { Page } from 'playwright-core';

const PATIENCE_MS = 10_000;

/** Waits until the whole screen says this. */
export async function expectVerdict(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { name: title, exact: true }).waitFor({ timeout: PATIENCE_MS });
}

/** As a camera app does that opens codes in the same tab. */
export async function openCode(page: Page, token: string): Promise<void> {
  await page.evaluate((code) => {
    location.hash = code;
  }, token);
}

/** The bodies of the requests to a path that the page sends from now on, oldest first. */
export function bodiesOf(page: Page, path: string): unknown[] {
  const bodies: unknown[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === path) bodies.push(request.postDataJSON());
  });
  return bodies;
}
