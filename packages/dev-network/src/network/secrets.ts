import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secrets = z.object({ KEY_ENCRYPTION_SECRET: z.string().min(32), QR_MASTER_SECRET: z.string().min(32) });
type Secrets = z.infer<typeof secrets>;

/** The secrets that belong to the data of a folder, made when it is new; without a folder new ones. */
export async function openSecrets(dataFolder: string | undefined): Promise<Secrets> {
  if (dataFolder === undefined) return newSecrets();
  const file = join(dataFolder, 'secrets.json');
  try {
    return secrets.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new Error(`${file} cannot be read`, { cause: error });
  }
  const made = newSecrets();
  await mkdir(dataFolder, { recursive: true });
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}

function newSecrets(): Secrets {
  const secret = () => randomBytes(32).toString('base64url');
  return { KEY_ENCRYPTION_SECRET: secret(), QR_MASTER_SECRET: secret() };
}
