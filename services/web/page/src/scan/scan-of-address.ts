import { createScanFlow } from './scan-flow.ts';

/**
 * The scan that the address asks for. The code leaves the address at once, so that nobody copies it or finds it in a list of
 * visited pages, and stays with the entry of the history: loading the page again, or coming back to it, asks for the same
 * scan, which the server answers with the record that is there.
 */
export const addressFlow = createScanFlow();

export function followAddress(): void {
  scanAddress();
  // A camera app that opens the next code in the same tab.
  addEventListener('hashchange', () => location.hash && scanAddress());
  addEventListener('popstate', () => location.hash === '' && scanAddress());
}

function scanAddress(): void {
  const token = takeToken();
  if (token) void addressFlow.send({ token });
  else addressFlow.stop();
}

function takeToken(): string | undefined {
  const found = location.hash.slice(1);
  if (!found) return history.state?.token;
  history.replaceState({ token: found }, '', location.pathname);
  return found;
}
