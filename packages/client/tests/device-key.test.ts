import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { deviceEvidence, routes, scanProofText } from '@rollcall/contracts';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createDeviceKey,
  createIndexedDbKeyStore,
  type DeviceKey,
  openDeviceKey,
  proveScan,
  signDeviceProof,
  signScannedToken,
} from '../src/index.ts';

const USER = '65f0c0ffee65f0c0ffee65f0';

/** What a service does with a signature. */
function isSignedBy({ publicKey }: DeviceKey, text: string, signature: string): boolean {
  const key = { key: publicKey, format: 'jwk', dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}

describe('a device key', () => {
  test('cannot be read out, and its public part is the one of the contract', async () => {
    const key = await createDeviceKey();
    expect(key.privateKey).toMatchObject({ type: 'private', extractable: false, usages: ['sign'] });
    await expect(crypto.subtle.exportKey('jwk', key.privateKey)).rejects.toThrow();
    const evidence = { kind: 'key', publicKey: key.publicKey, signature: await signDeviceProof(key, USER) };
    expect(deviceEvidence.parse(evidence)).toEqual(evidence);
  });

  test('signs the proof for one person, and a token as it was scanned', async () => {
    const key = await createDeviceKey();
    const proof = await signDeviceProof(key, USER);
    expect(isSignedBy(key, `rollcall device of ${USER}`, proof)).toBe(true);
    expect(isSignedBy(key, `rollcall device of ${USER.replace('6', '7')}`, proof)).toBe(false);
    expect(isSignedBy(await createDeviceKey(), `rollcall device of ${USER}`, proof)).toBe(false);
    expect(isSignedBy(key, scanProofText('a token: ü'), await signScannedToken(key, 'a token: ü'))).toBe(true);
  });

  test('every signature has 86 characters of base64url', async () => {
    const key = await createDeviceKey();
    for (let count = 0; count < 50; count += 1) {
      expect(await signScannedToken(key, `token ${count}`)).toMatch(/^[\w-]{86}$/);
    }
  });

  test('proves a scan: by its thumbprint (RFC 7638), and by a signature of what the service reads, however it is spelled', async () => {
    const key = await createDeviceKey();
    const { x, y } = key.publicKey;
    const id = createHash('sha256').update(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`).digest('base64url');
    for (const scanned of [{ token: 'a-Token_of the wall' }, { code: ' 7km-2qx ' }]) {
      const body = routes.scan.body.parse({ ...scanned, device: await proveScan(key, scanned) });
      expect(body.device?.id).toBe(id);
      const text = scanProofText(body.token ?? body.code ?? '');
      expect(isSignedBy(key, text, body.device?.signature ?? '')).toBe(true);
    }
  });

  test('of another kind is no key of the contract', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const evidence = { kind: 'key', publicKey: publicKey.export({ format: 'jwk' }), signature: 'A'.repeat(86) };
    expect(deviceEvidence.safeParse(evidence).success).toBe(false);
  });
});

describe('the store in IndexedDB', () => {
  beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
  afterEach(() => void vi.unstubAllGlobals());

  test('gives the same key to every page, also after it is opened again, and it still signs', async () => {
    const made = await openDeviceKey(createIndexedDbKeyStore());
    const reopened = await openDeviceKey(createIndexedDbKeyStore());
    expect(reopened.publicKey).toEqual(made.publicKey);
    expect(reopened.privateKey.extractable).toBe(false);
    expect(isSignedBy(made, scanProofText('token'), await signScannedToken(reopened, 'token'))).toBe(true);
  });

  test('lets one of many pages that start at once make the key', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => openDeviceKey(createIndexedDbKeyStore())));
    expect(new Set(keys.map(({ publicKey }) => publicKey.x)).size).toBe(1);
  });

  test('forgets', async () => {
    const store = createIndexedDbKeyStore();
    const former = await openDeviceKey(store);
    await store.forget();
    expect(await store.load()).toBeUndefined();
    expect((await openDeviceKey(store)).publicKey).not.toEqual(former.publicKey);
  });

  test('remembers whom the key was bound to, until told otherwise or the key is forgotten', async () => {
    const store = createIndexedDbKeyStore();
    expect(await store.loadOwner()).toBeUndefined();
    await store.keepOwner('65f0c0ffee65f0c0ffee65f0');
    expect(await createIndexedDbKeyStore().loadOwner()).toBe('65f0c0ffee65f0c0ffee65f0');
    await store.keepOwner(undefined);
    expect(await store.loadOwner()).toBeUndefined();
    await store.keepOwner('65f0c0ffee65f0c0ffee65f0');
    await store.forget();
    expect(await store.loadOwner()).toBeUndefined();
  });
});

test('without IndexedDB, as in Node, the store is made and its use says what is missing', async () => {
  const store = createIndexedDbKeyStore();
  await expect(store.load()).rejects.toThrow('There is no IndexedDB here');
  await expect(store.forget()).rejects.toThrow('There is no IndexedDB here');
});
