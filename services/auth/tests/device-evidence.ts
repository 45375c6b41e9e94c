import { generateKeyPairSync, sign } from 'node:crypto';
import { createDeviceKey, type DeviceKey, signDeviceProof } from '@rollcall/client';
import type { DeviceEvidence } from '@rollcall/contracts';

export const APP = { kind: 'id', id: 'app-installation-1' } as const;
export const OTHER_APP = { kind: 'id', id: 'app-installation-2' } as const;

/** What a browser sends that holds `key` and is used by `userId`. */
export async function keyEvidence(userId: string, key?: DeviceKey): Promise<DeviceEvidence> {
  const own = key ?? (await createDeviceKey());
  return { kind: 'key', publicKey: own.publicKey, signature: await signDeviceProof(own, userId) };
}

/** The same key with the bits set that stand for nothing in 43 characters of base64url. */
export function spelledOtherwise(key: DeviceKey): DeviceKey {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const respell = (text: string) => text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1) ?? '') + 1];
  return { ...key, publicKey: { ...key.publicKey, x: respell(key.publicKey.x), y: respell(key.publicKey.y) } };
}

/** Evidence of a key that is signed by DER (ASN.1) instead of IEEE P1363. */
export function derEvidence(userId: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = sign('sha256', Buffer.from(`rollcall device of ${userId}`), privateKey).toString('base64url');
  return { kind: 'key', publicKey: publicKey.export({ format: 'jwk' }), signature };
}

/** Bodies that are no evidence; each must be refused by its shape. */
export const malformed: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'app-installation-1'],
  ['an array', [APP]],
  ['an unknown kind', { kind: 'mac', id: 'app-installation-1' }],
  ['no kind', { id: 'app-installation-1' }],
  ['__proto__ for a kind', { kind: '__proto__', id: 'app-installation-1' }],
  ['an operator for an id', { kind: 'id', id: { $ne: null } }],
  ['an operator for a kind', { kind: { $in: ['id'] }, id: 'app-installation-1' }],
  ['an array for an id', { kind: 'id', id: ['app-installation-1'] }],
  ['a number for an id', { kind: 'imei', id: 490154203237518 }],
  ['a short id', { kind: 'id', id: 'x'.repeat(7) }],
  ['a huge id', { kind: 'id', id: 'x'.repeat(201) }],
  ['an id with a blank', { kind: 'id', id: 'app installation' }],
  ['an id beyond ASCII', { kind: 'id', id: 'appïnstallation' }],
  ['an id with a line break at its end', { kind: 'id', id: 'app-installation-1\n' }],
  ['an IMEI that is not digits', { kind: 'imei', id: '49015420323751X' }],
  ['an IMEI in other digits', { kind: 'imei', id: '٤٩٠١٥٤٢٠٣٢٣٧٥١' }],
  ['an IMEI that is too long', { kind: 'imei', id: '4'.repeat(17) }],
  ['an unknown field', { ...APP, userId: '65f0c0ffee65f0c0ffee65f0' }],
  ['a key without a signature', { kind: 'key', publicKey: { kty: 'EC', crv: 'P-256', x: 'A', y: 'A' } }],
  ['an operator for a key', { kind: 'key', publicKey: { $ne: null }, signature: 'A'.repeat(86) }],
];
