import { createHash } from 'node:crypto';
import type { Device, DevicePublicKey } from '@rollcall/contracts';

/** What is kept of a device's evidence. */
export interface DeviceIdentity {
  kind: Device['kind'];
  /** A keyed hash; null for a key. */
  idHash: string | null;
  /** Null unless it is a key. */
  publicKey: DevicePublicKey | null;
  keyThumbprint: string | null;
}

/** Two evidences are of one device when they are of one kind and show the same id, or the same key. */
export function isSameDevice(one: DeviceIdentity, other: DeviceIdentity): boolean {
  return one.kind === other.kind && one.idHash === other.idHash && one.keyThumbprint === other.keyThumbprint;
}

/** What the keyed hash of a device's id is made of: an id means nothing without its kind. */
export function hashedText(kind: 'id' | 'imei', id: string): string {
  return `${kind}:${id}`;
}

/** The one way to write a key: 43 characters of base64url hold two bits more than a coordinate, which may say anything. */
export function canonicalKey({ kty, crv, x, y }: DevicePublicKey): DevicePublicKey {
  return { kty, crv, x: canonicalBase64(x), y: canonicalBase64(y) };
}

/** A key's name by its content (RFC 7638). */
export function keyThumbprint(key: DevicePublicKey): string {
  const { kty, crv, x, y } = canonicalKey(key);
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

function canonicalBase64(text: string): string {
  return Buffer.from(text, 'base64url').toString('base64url');
}
