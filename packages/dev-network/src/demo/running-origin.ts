import { createClient } from '@rollcall/client';
import { routes } from '@rollcall/contracts';

const TIMEOUT_MS = 2_000;

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
