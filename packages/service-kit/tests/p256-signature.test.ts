import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type P256PublicKey, verifyP256Signature } from '../src/index.ts';

const TEXT = 'words that somebody signs: ü';

async function signedByWebCrypto(text = TEXT) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const bytes = new TextEncoder().encode(text);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes);
  const publicKey = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as P256PublicKey;
  return { publicKey, signature: Buffer.from(signature) };
}

const verified = (publicKey: P256PublicKey, signature: Buffer, text = TEXT) =>
  verifyP256Signature(publicKey, text, signature.toString('base64url'));

test('true for what WebCrypto signed, whatever else the JWK says', async () => {
  const { publicKey, signature } = await signedByWebCrypto();
  expect(verified(publicKey, signature)).toBe(true);
  expect(verified({ ...publicKey, ext: true, d: 'x', alg: 'none' } as P256PublicKey, signature)).toBe(true);
});

test('false for another text, and for the signature of another key', async () => {
  const [one, other] = await Promise.all([signedByWebCrypto(), signedByWebCrypto()]);
  expect(verified(one.publicKey, one.signature, `${TEXT} `)).toBe(false);
  expect(verified(one.publicKey, one.signature, '')).toBe(false);
  expect(verified(other.publicKey, one.signature)).toBe(false);
});

test('false for a signature with any bit turned', async () => {
  const { publicKey, signature } = await signedByWebCrypto();
  for (let bit = 0; bit < signature.length * 8; bit += 37) {
    const turned = Buffer.from(signature);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect([bit, verified(publicKey, turned)]).toEqual([bit, false]);
  }
});

test('false for signatures of other shapes: DER, cut, longer, empty, zeroes', async () => {
  const { publicKey, signature } = await signedByWebCrypto();
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = sign('sha256', Buffer.from(TEXT), pair.privateKey);
  expect(verified(jwkOf(pair.publicKey), der)).toBe(false);
  const others = [signature.subarray(0, 63), Buffer.concat([signature, Buffer.from([0])]), Buffer.alloc(0)];
  for (const other of [...others, Buffer.alloc(64)]) expect(verified(publicKey, other)).toBe(false);
});

describe('false, and never an error, for keys that are none', () => {
  const COORDINATE = Buffer.alloc(32, 1).toString('base64url');
  const point = { kty: 'EC', crv: 'P-256', x: COORDINATE, y: COORDINATE };
  const zero = Buffer.alloc(32).toString('base64url');
  const most = Buffer.alloc(32, 255).toString('base64url');

  test.each([
    ['a point that is not on the curve', point],
    ['zeroes', { ...point, x: zero, y: zero }],
    ['coordinates beyond the field', { ...point, x: most, y: most }],
    ['short coordinates', { ...point, x: 'AA', y: 'AA' }],
    ['empty coordinates', { ...point, x: '', y: '' }],
    ['no coordinates', { kty: 'EC', crv: 'P-256' }],
    ['another kind', { kty: 'oct', k: 'AAAA' }],
    ['an unknown curve', { ...point, crv: 'P-257' }],
  ])('%s', async (_, key) => {
    const { signature } = await signedByWebCrypto();
    expect(verified(key as P256PublicKey, signature)).toBe(false);
  });

  test('a signature by a key of another curve', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const signature = sign('sha256', Buffer.from(TEXT), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verified(jwkOf(publicKey), signature)).toBe(false);
  });
});

function jwkOf(publicKey: KeyObject): P256PublicKey {
  return publicKey.export({ format: 'jwk' }) as P256PublicKey;
}
