import { chmod, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { MongoBinaryDownload as Downloader } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownload.js';
import type { Installer } from './installer.ts';

const silenceMs = 10_000;

/** Downloads mongod from its makers, by the downloader of mongodb-memory-server. */
export function mongodbDownload(version: string): Installer {
  return {
    name: `download of MongoDB ${version}`,
    async install({ executable, folder, onProgress }) {
      const { MongoBinaryDownload } = await import('mongodb-memory-server-core/lib/util/MongoBinaryDownload.js');
      const { DryMongoBinary } = await import('mongodb-memory-server-core/lib/util/DryMongoBinary.js');

      class Download extends MongoBinaryDownload {
        // The original takes any certificate unless npm is configured otherwise, tries three times and waits a minute.
        override httpDownload(...[url, options, file, partial]: Parameters<Downloader['httpDownload']>) {
          const strict = { ...options, rejectUnauthorized: true };
          return super.httpDownload(url, strict, file, partial, 1, 0, silenceMs);
        }

        override printDownloadProgress({ length }: { length: number }) {
          const { dlProgress } = this;
          dlProgress.current += length;
          if (Date.now() < dlProgress.lastPrintedAt + 1000) return;
          dlProgress.lastPrintedAt = Date.now();
          onProgress(
            `downloading (${Math.round(dlProgress.current / 1e6)} of ${Math.round(dlProgress.length / 1e6)} MB)`,
          );
        }
      }

      const found = await DryMongoBinary.generateOptions({ version, downloadDir: folder });
      const downloaded = await new Download({ ...found, downloadDir: folder }).getMongodPath();
      await rename(downloaded, join(folder, executable));
      await chmod(join(folder, executable), 0o755);
    },
  };
}
