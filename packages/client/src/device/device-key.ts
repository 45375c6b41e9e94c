import { type DevicePublicKey, deviceProofText, scanProofText } from '@rollcall/contracts';

const ECDSA_P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ECDSA_SHA256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

type PrivateKey = Parameters<typeof crypto.subtle.sign>[1];

/** What a browser is recognised by. The private key can be used and stored, never read. */
export interface DeviceKey {
  privateKey: PrivateKey;
  /** What others verify with. */
  publicKey: DevicePublicKey;
}

/** A new key pair of ECDSA P-256, in browsers and Node. Throws where WebCrypto is missing: a page without https. */
export async function createDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(ECDSA_P256, false, ['sign']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: { kty: 'EC', crv: 'P-256', x, y } };
}

/** The signature that binds a key to a person: the evidence is `{ kind: 'key', publicKey, signature }`. */
export function signDeviceProof(key: DeviceKey, userId: string): Promise<string> {
  return sign(key, deviceProofText(userId));
}

/** The signature that shows that a token was scanned by the device of this key. */
export function signScannedToken(key: DeviceKey, token: string): Promise<string> {
  return sign(key, scanProofText(token));
}

/** By SHA-256, of the UTF-8 text: 64 bytes (r and s, IEEE P1363) in base64url. */
async function sign({ privateKey }: DeviceKey, text: string): Promise<string> {
  const signature = await crypto.subtle.sign(ECDSA_SHA256, privateKey, new TextEncoder().encode(text));
  return toBase64Url(new Uint8Array(signature));
}

/** Without padding (RFC 4648, 5). */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
