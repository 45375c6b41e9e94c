import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const keptSecrets = z.record(z.string(), z.string().min(32));
const secret = z.string().default(() => randomBytes(32).toString('base64url'));
const secrets = z.object({
  KEY_ENCRYPTION_SECRET: secret,
  DEVICE_HASH_SECRET: secret,
  QR_MASTER_SECRET: secret,
  AUDIT_SIGNING_KEY: secret,
  WEBHOOK_SECRET_KEY: secret,
  NATS_SECRET: secret,
});
export type Secrets = z.infer<typeof secrets>;

/**
 * The secrets that belong to the data of a folder; without a folder new ones. Those that a new folder, or one of an
 * older version, does not have are made and kept.
 */
export async function openSecrets(dataFolder: string | undefined): Promise<Secrets> {
  if (dataFolder === undefined) return secrets.parse({});
  await mkdir(dataFolder, { recursive: true });
  const file = join(dataFolder, 'secrets.json');
  const kept = await read(file);
  const known = secrets.parse(kept);
  if (Object.keys(known).some((name) => !(name in kept))) await replace(file, { ...kept, ...known });
  return known;
}

async function read(file: string): Promise<z.infer<typeof keptSecrets>> {
  try {
    return keptSecrets.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file} cannot be read`, { cause: error });
  }
}

/** In one step: without its secrets the data of the folder are lost. */
async function replace(file: string, all: object): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}
