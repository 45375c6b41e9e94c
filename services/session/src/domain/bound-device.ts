import { createHash } from 'node:crypto';
import type { DevicePublicKey } from '@rollcall/contracts';

/** A student's bound device as auth answers it, and as the live state keeps it. */
export interface BoundDevice {
  kind: 'id' | 'imei' | 'key';
  /** Keyed hash of an id. */
  idHash: string | null;
  publicKey: DevicePublicKey | null;
}

/** The SHA-256 thumbprint of a P-256 key (RFC 7638), base64url: how a browser's key is called in a scan. */
export function thumbprintOf({ crv, kty, x, y }: DevicePublicKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
