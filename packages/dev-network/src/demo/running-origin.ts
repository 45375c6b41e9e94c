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

/**
 * The Rollcall of this machine that can be given demo accounts: the one at ROLLCALL_URL, else one at `port` when it answers.
 * Throws StartProblem when ROLLCALL_URL is elsewhere or nothing answers there.
 */
export async function findRunning(given: string | undefined, port: number): Promise<string | undefined> {
  const origin = readOrigin(given);
  if (origin === undefined) {
    const usual = `http://localhost:${port}`;
    return (await answersAt(usual)) ? usual : undefined;
  }
  if (!isLoopback(origin)) {
    throw new StartProblem(`Demo accounts have a password that everybody knows: they are not made at ${origin}.`);
  }
  await requireRollcall(origin);
  return origin;
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
