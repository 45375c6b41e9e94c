import { createHmac } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFolderStore } from '../src/store/objects/folder-store.ts';
import type { ObjectStore } from '../src/store/objects/object-store.ts';
import { type Addresses, createAddresses } from '../src/store/objects/signed-address.ts';

const key = `export-${'a'.repeat(24)}.csv`;
const otherKey = `export-${'b'.repeat(24)}.csv`;
const type = 'text/csv';
const secret = 'a secret of thirty-two characters or more';
const nowMs = Date.parse('2026-03-02T08:00:00.000Z');
const expiresAt = new Date(nowMs + 900_000);

let folder: string;
let addresses: Addresses;
let store: ObjectStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-files-test-'));
  addresses = createAddresses([secret]);
  store = await openFolderStore(join(folder, 'files'), addresses);
});
afterAll(() => rm(folder, { recursive: true }));

async function read(of: string): Promise<string | null> {
  const content = await store.get(of);
  if (!content) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const inFolder = () => readdir(join(folder, 'files'));

describe('a folder of files', () => {
  test('keeps what is put whole or in pieces, replaces it, and forgets it', async () => {
    async function* pieces() {
      yield 'one, ';
      yield Buffer.from('two');
    }
    await store.put(key, pieces(), { type });
    expect(await read(key)).toBe('one, two');
    await store.put(key, Buffer.from('three'), { type });
    expect(await read(key)).toBe('three');
    expect(await inFolder()).toEqual([key]);
    await store.delete(key);
    await store.delete(key);
    expect(await read(key)).toBeNull();
  });

  test('is for this user alone', async () => {
    await store.put(key, Buffer.from('x'), { type });
    expect((await stat(join(folder, 'files'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'files', key))).mode & 0o777).toBe(0o600);
  });

  test('has nothing of a file that fails on its way, and the one before', async () => {
    await store.put(key, Buffer.from('before'), { type });
    async function* failing() {
      yield 'half';
      throw new Error('the database is away');
    }
    await expect(store.put(key, failing(), { type })).rejects.toThrow('the database is away');
    expect(await read(key)).toBe('before');
    expect(await inFolder()).toEqual([key]);
  });

  test('loses what dead processes left half written, a day later', async () => {
    const [old, fresh] = [`${otherKey}.1.part`, `${otherKey}.2.part`];
    for (const name of [old, fresh]) await writeFile(join(folder, 'files', name), 'half');
    const before = new Date(Date.now() - 25 * 3_600_000);
    await utimes(join(folder, 'files', old), before, before);
    await store.tidy();
    expect(await inFolder()).toEqual([key, fresh]);
  });

  test.each(['../secret', '/etc/passwd', `../files/${key}`, `${key}/..`, '', 'export-x.csv', `${key}\0`, `a\n${key}`])(
    'never looks at %j',
    async (bad) => {
      await writeFile(join(folder, 'secret'), 'not yours');
      await expect(store.get(bad)).rejects.toThrow('no key');
      await expect(store.put(bad, Buffer.from('x'), { type })).rejects.toThrow('no key');
      expect(() => store.delete(bad)).toThrow('no key');
    },
  );
});

describe('an address', () => {
  const partsOf = (address: string) => {
    const url = new URL(address, 'http://rollcall.test');
    const query = url.searchParams;
    return {
      key: url.pathname.split('/').at(-1) ?? '',
      expiresSeconds: Number(query.get('expires')),
      fileName: query.get('name') ?? '',
      signature: query.get('signature') ?? '',
    };
  };
  const made = () => partsOf(addresses.make(key, { fileName: 'attendance-übung.csv', expiresAt }));

  test('is good until it expires', () => {
    expect(addresses.isGood(key, made(), nowMs)).toBe(true);
    expect(addresses.isGood(key, made(), expiresAt.getTime() - 1)).toBe(true);
    expect(addresses.isGood(key, made(), expiresAt.getTime())).toBe(false);
  });

  test('is good for its own key, name and end alone', () => {
    const parts = made();
    expect(addresses.isGood(otherKey, parts, nowMs)).toBe(false);
    for (const change of [
      { fileName: 'other.csv' },
      { expiresSeconds: parts.expiresSeconds + 1 },
      { signature: `${parts.signature.slice(0, -1)}A` },
      { signature: '' },
      { signature: parts.signature.toUpperCase() },
      { signature: createHmac('sha256', '').update(key).digest('base64url') },
    ]) {
      expect([change, addresses.isGood(key, { ...parts, ...change }, nowMs)]).toEqual([change, false]);
    }
  });

  test('of another secret is none, of the former one is good for the time of a change', () => {
    const parts = made();
    const next = 'another secret of thirty-two characters';
    expect(createAddresses([next]).isGood(key, parts, nowMs)).toBe(false);
    expect(createAddresses([next, secret]).isGood(key, parts, nowMs)).toBe(true);
  });
});
