import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { tooLarge } from '../table.ts';
import { TableError } from '../table-error.ts';

/** Workbooks have some dozens of entries; pictures make them hundreds. */
const MAX_ENTRIES = 2_000;
/** What is stored without compression would come in one piece, and be parsed in one stretch. */
const PIECE_BYTES = 64 * 1024;

export interface Archive {
  has(part: string): boolean;
  /** The inflated bytes of a part, in small pieces. Throws `damaged` when it is missing or broken, `too_large` beyond the limit. */
  read(part: string): AsyncGenerator<Buffer, void, undefined>;
  /** How much has been inflated so far, all parts together. */
  unpackedBytes(): number;
}

/** Opens a zip that is in memory. What is inflated is counted as it comes: the sizes that the zip claims prove nothing. */
export async function openArchive(bytes: Buffer, maxUnpackedBytes: number): Promise<Archive> {
  const zip = await orDamaged(() => yauzl.fromBufferPromise(bytes, { decodeStrings: false }));
  const entries = await orDamaged(() => listEntries(zip));
  let unpackedBytes = 0;

  return {
    has: (part) => entries.has(part.toLowerCase()),
    unpackedBytes: () => unpackedBytes,
    async *read(part) {
      const entry = entries.get(part.toLowerCase());
      if (!entry) throw new TableError('damaged');
      if (entry.isEncrypted()) throw new TableError('encrypted');
      let checksum = 0;
      const stream = await orDamaged(() => zip.openReadStreamPromise(entry));
      for await (const chunk of readOrDamaged(stream)) {
        unpackedBytes += chunk.length;
        if (unpackedBytes > maxUnpackedBytes) throw tooLarge(maxUnpackedBytes);
        checksum = crc32(chunk, checksum);
        for (let start = 0; start < chunk.length; start += PIECE_BYTES)
          yield chunk.subarray(start, start + PIECE_BYTES);
      }
      if (checksum !== entry.crc32) throw new TableError('damaged');
    },
  };
}

/** By name in lower case: names of parts are compared without case (ECMA-376 part 2). */
async function listEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw new TableError('too_large', { message: 'The workbook has too many parts.' });
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
    entries.set(name.replace(/^\/+/, '').toLowerCase(), entry);
  }
  return entries;
}

async function orDamaged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof TableError ? cause : new TableError('damaged', { cause });
  }
}

async function* readOrDamaged(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* stream;
  } catch (cause) {
    throw new TableError('damaged', { cause });
  }
}
