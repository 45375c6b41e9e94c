import { type DevicePublicKey, normaliseTypedCode, type ScanningDevice } from '@rollcall/contracts';
import { type DeviceKey, signScannedToken, toBase64Url } from './device-key.ts';

/** What is scanned or typed, as it goes into the body of a scan. */
export type Scanned = { token: string } | { code: string };

/**
 * The `device` of a scan's body: which key this device has, and that it saw this very code. A typed code may be spelled in
 * any way.
 */
export async function proveScan(key: DeviceKey, scanned: Scanned): Promise<ScanningDevice> {
  const text = 'token' in scanned ? scanned.token : normaliseTypedCode(scanned.code);
  const [id, signature] = await Promise.all([thumbprintOf(key.publicKey), signScannedToken(key, text)]);
  return { id, signature };
}

/** How a key is called: its SHA-256 thumbprint (RFC 7638) in base64url. */
async function thumbprintOf({ crv, kty, x, y }: DevicePublicKey): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }));
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', text)));
}
