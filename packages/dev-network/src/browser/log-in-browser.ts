import { BROWSER_CLIENT, CLIENT_HEADER, routes } from '@rollcall/contracts';
import type { BrowserContext } from 'playwright-core';
import type { Credentials } from '../demo/accounts.ts';

/** Logs a browser in as a page does, without a page: its cookies are there afterwards. */
export async function logInBrowser(
  context: BrowserContext,
  origin: string,
  { email, password }: Credentials,
): Promise<void> {
  const answer = await context.request.post(origin + routes.logIn.paths[0], {
    headers: { Origin: origin, [CLIENT_HEADER]: BROWSER_CLIENT },
    data: { email, password },
  });
  if (!answer.ok()) throw new Error(`${email} cannot log in: ${answer.status()} ${await answer.text()}`);
}
