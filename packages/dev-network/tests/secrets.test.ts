import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSecrets } from '../src/network/secrets.ts';

async function folderWith(text?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-secrets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'secrets.json');
  if (text !== undefined) await writeFile(file, text);
  return { folder, file };
}

test('a new folder gets secrets that only its owner reads, and they stay', async () => {
  const { folder, file } = await folderWith();
  const made = await openSecrets(folder);
  expect(Object.values(made).filter((secret) => secret.length < 32)).toEqual([]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await openSecrets(folder)).toEqual(made);
});

test('a folder of another version keeps what it has and gets what is missing', async () => {
  const older = { KEY_ENCRYPTION_SECRET: 'k'.repeat(32), QR_MASTER_SECRET: 'q'.repeat(32), OTHER: 'o'.repeat(32) };
  const { folder, file } = await folderWith(JSON.stringify(older));
  const { NATS_SECRET, DEVICE_HASH_SECRET, AUDIT_SIGNING_KEY, WEBHOOK_SECRET_KEY, ...rest } = await openSecrets(folder);
  const made = { NATS_SECRET, DEVICE_HASH_SECRET, AUDIT_SIGNING_KEY, WEBHOOK_SECRET_KEY };
  expect(Object.values(made).filter((secret) => secret.length < 32)).toEqual([]);
  expect(older).toMatchObject(rest);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...older, ...made });
});

test.each(['', '[]', '{"KEY_ENCRYPTION_SECRET": "short"}'])('a file that says %j is left alone', async (text) => {
  const { folder, file } = await folderWith(text);
  await expect(openSecrets(folder)).rejects.toThrow(`${file} cannot be read`);
  expect(await readFile(file, 'utf8')).toBe(text);
});
