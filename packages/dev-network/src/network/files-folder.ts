import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where exports and documents are: beside the other data, or without such a folder in a temporary one, which goes. */
export async function openFilesFolder(
  dataFolder: string | undefined,
): Promise<{ path: string; close(): Promise<void> }> {
  if (dataFolder !== undefined) return { path: join(dataFolder, 'files'), close: async () => undefined };
  const path = await mkdtemp(join(tmpdir(), 'rollcall-files-'));
  return { path, close: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
