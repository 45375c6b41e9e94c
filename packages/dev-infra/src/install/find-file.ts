import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Paths of the files below a folder (links included) whose name fits. */
export async function findFiles(folder: string, fits: (name: string) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((e) => !e.isDirectory() && fits(e.name)).map((e) => join(e.parentPath, e.name));
}

/** Sum of the sizes of all files below a folder, in bytes. */
export async function folderBytes(folder: string): Promise<number> {
  const files = await findFiles(folder, () => true);
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        (found) => found.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
