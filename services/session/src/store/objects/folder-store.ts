import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ObjectStore, requireKey } from './object-store.ts';
import type { Addresses } from './signed-address.ts';

const DRAFT = /\.part$/;
const DRAFT_LIFE_MS = 86_400_000;

/** Files in a folder, which all processes of the service share. */
export async function openFolderStore(folder: string, addresses: Addresses): Promise<ObjectStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (key: string) => join(folder, requireKey(key));

  return {
    async put(key, content) {
      const path = pathOf(key);
      const draft = `${path}.${randomUUID()}.part`;
      const source = Readable.from(content instanceof Uint8Array ? [content] : content);
      try {
        // Flushed before it has its name: what is there is whole, also after a power cut.
        await pipeline(source, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }));
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },

    async get(key) {
      try {
        return (await open(pathOf(key), 'r')).createReadStream();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },

    delete: (key) => rm(pathOf(key), { force: true }),

    addressOf: async (key, options) => addresses.make(requireKey(key), options),

    isGood: addresses.isGood,

    async tidy() {
      const drafts = (await readdir(folder)).filter((name) => DRAFT.test(name)).map((name) => join(folder, name));
      for (const draft of drafts) {
        const written = await stat(draft).catch(() => null);
        if (written && Date.now() - written.mtimeMs > DRAFT_LIFE_MS) await rm(draft, { force: true });
      }
    },

    close: () => undefined,
  };
}
