import { createClient } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { StartProblem } from '../start/settings.ts';

const TIMEOUT_MS = 2_000;

/** The origin that ROLLCALL_URL names; undefined when it is not set. */
export function readOrigin(given: string | undefined): string | undefined {
  if (!given) return undefined;
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return new URL(given).origin;
  throw new StartProblem(`ROLLCALL_URL must be like http://localhost:3000, not "${given}".`);
}

/** Throws StartProblem when no Rollcall answers at an origin. */
export async function requireRollcall(origin: string): Promise<void> {
  if (!(await answersAt(origin))) throw new StartProblem(`No Rollcall answers at ${origin}.`);
}

/** Whether a Rollcall answers at an origin. */
export async function answersAt(origin: string): Promise<boolean> {
  const client = createClient({ origin, timeoutMs: TIMEOUT_MS });
  return client.call(routes.jwks).then(
    () => true,
    () => false,
  );
}

/** Whether an address is this machine's own. */
export function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
