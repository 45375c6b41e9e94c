import { AppError } from '@rollcall/service-kit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ObjectStore } from '../src/store/objects/object-store.ts';
import { openS3Store } from '../src/store/objects/s3-store.ts';
import { standInKeys, startS3StandIn } from './s3-stand-in.ts';

const BUCKET = 'rollcall-test';
const key = `export-${'a'.repeat(24)}.csv`;
const missing = `export-${'b'.repeat(24)}.csv`;
const type = 'text/csv';

const real = {
  url: process.env.S3_TEST_ENDPOINT ?? '',
  accessKeyId: process.env.S3_TEST_KEY ?? '',
  secretAccessKey: process.env.S3_TEST_SECRET ?? '',
  region: 'us-east-1',
};

/** A real server is asked, too, when S3_TEST_ENDPOINT, S3_TEST_KEY and S3_TEST_SECRET say where; it has the bucket. */
describe.each(real.url === '' ? ['the stand-in'] : ['the stand-in', 'a real server'])(
  'files in a bucket of %s',
  (which) => {
    let standIn: Awaited<ReturnType<typeof startS3StandIn>>;
    let store: ObjectStore;

    beforeAll(async () => {
      standIn = await startS3StandIn();
      const { accessKeyId, secretAccessKey } = which === 'the stand-in' ? standInKeys : real;
      vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
      const endpoint = which === 'the stand-in' ? standIn.url : real.url;
      store = await openS3Store({ bucket: BUCKET, endpoint, region: 'us-east-1' });
    });
    afterAll(async () => {
      store.close();
      await standIn.close();
      vi.unstubAllEnvs();
    });

    async function read(of: string): Promise<Buffer | null> {
      const content = await store.get(of);
      if (!content) return null;
      const pieces: Uint8Array[] = [];
      for await (const piece of content) pieces.push(piece);
      return Buffer.concat(pieces);
    }

    test('are put, replaced, read and deleted', async () => {
      await store.put(key, Buffer.from('one'), { type });
      await store.put(key, Buffer.from('two'), { type });
      expect(String(await read(key))).toBe('two');
      await store.delete(key);
      await store.delete(key);
      expect(await read(key)).toBeNull();
      expect(await read(missing)).toBeNull();
    });

    test('come in pieces, more than what is sent at once', async () => {
      const line = 'a line of text\n'.repeat(70_000);
      async function* pieces() {
        for (let n = 0; n < 12; n += 1) yield n % 2 === 0 ? line : Buffer.from(line);
      }
      await store.put(key, pieces(), { type });
      expect(await read(key)).toEqual(Buffer.from(line.repeat(12)));
    });

    test('that fail on their way are not there', async () => {
      await store.delete(key);
      async function* failing() {
        yield 'x'.repeat(6_000_000);
        throw new Error('the database is away');
      }
      await expect(store.put(key, failing(), { type })).rejects.toThrow('the database is away');
      expect(await read(key)).toBeNull();
    });

    test('have addresses by which anybody can save them, until they expire', async () => {
      await store.put(key, Buffer.from('one'), { type });
      const fileName = 'attendance-übung "1".csv';
      const address = await store.addressOf(key, { fileName, expiresAt: new Date(Date.now() + 60_000) });
      const response = await fetch(address);
      expect(await response.text()).toBe('one');
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="attendance-_bung _1_.csv"/);
      const forged = await Promise.all(
        [address.replace(key, missing), address.replace('X-Amz-Expires=', 'X-Amz-Expires=1'), `${address}0`].map(
          (bad) => fetch(bad),
        ),
      );
      expect(forged.map(({ status }) => status)).toEqual([403, 403, 403]);
      const short = await store.addressOf(key, { fileName, expiresAt: new Date() });
      await expect.poll(async () => (await fetch(short)).status, { timeout: 5_000 }).toBe(403);
      expect(store.isGood(key, { expiresSeconds: 2e9, fileName, signature: '' }, 0)).toBe(false);
    });
  },
);

describe('a store that', () => {
  const open = (endpoint: string) => openS3Store({ bucket: BUCKET, endpoint, region: 'us-east-1' });
  beforeAll(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', standInKeys.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not this one');
  });
  afterAll(() => void vi.unstubAllEnvs());

  test('says later is an outage', async () => {
    const standIn = await startS3StandIn();
    standIn.answerWith(503);
    const store = await open(standIn.url);
    const failure = await store.get(key).catch((error) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure.code).toBe('try_again');
    store.close();
    await standIn.close();
  });

  test("refuses our keys is nobody's outage, and nothing is stored", async () => {
    const standIn = await startS3StandIn();
    const store = await open(standIn.url);
    await expect(store.put(key, Buffer.from('x'), { type })).rejects.toThrow(/no/);
    expect(standIn.objects.size).toBe(0);
    store.close();
    await standIn.close();
  });

  test('is asked for a key that is none of ours is not asked at all', async () => {
    const standIn = await startS3StandIn();
    const store = await open(standIn.url);
    await expect(store.get('../other-bucket/secret')).rejects.toThrow('no key');
    expect(standIn.requests).toEqual([]);
    store.close();
    await standIn.close();
  });
});
