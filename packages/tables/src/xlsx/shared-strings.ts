import { TableError } from '../table-error.ts';
import type { Archive } from './archive.ts';
import { parseXml } from './parse-xml.ts';
import { createTextReader } from './text-reader.ts';

const MAX_STRINGS = 2_000_000;

/** The texts to which cells refer by index. A workbook of numbers alone has none. */
export async function readSharedStrings(archive: Archive, part: string | undefined): Promise<string[]> {
  if (part === undefined || !archive.has(part)) return [];
  const strings: string[] = [];
  const reader = createTextReader();
  await parseXml(archive.read(part), {
    open(name) {
      if (name === 'si') reader.start();
      reader.open(name);
    },
    text: reader.text,
    close(name) {
      reader.close(name);
      if (name === 'si') strings.push(reader.finish());
      if (strings.length > MAX_STRINGS)
        throw new TableError('too_large', { message: 'The workbook has too many texts.' });
    },
  });
  return strings;
}
