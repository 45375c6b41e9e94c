import { readCsv } from './csv/read-csv.ts';
import { defaultLimits, type Limits, megabytes } from './limits.ts';
import type { Table } from './table.ts';
import { TableError } from './table-error.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';

const ZIP = [0x50, 0x4b];
const ZIP_NEXT = [
  [0x03, 0x04],
  [0x05, 0x06],
];
/** The compound file of Excel 97 to 2003, in which newer ones wrap a workbook that has a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/**
 * Reads a CSV (RFC 4180; comma, semicolon or tab; UTF-8, or UTF-16 with a byte order mark) or the first visible sheet of an
 * XLSX, or the one named `sheet`, told apart by content. Formulas are never evaluated: of an XLSX their stored results are read. Reads in small steps,
 * so that the process goes on with other work. Throws `TableError`; then nothing of the file has been returned.
 */
export async function readTable(
  bytes: Uint8Array,
  limits: Partial<Limits> = {},
  { sheet }: { sheet?: string } = {},
): Promise<Table> {
  const all: Limits = { ...defaultLimits, ...limits };
  if (bytes.byteLength > all.maxBytes) {
    throw new TableError('too_large', { message: `The file is larger than ${megabytes(all.maxBytes)}.` });
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(buffer, COMPOUND)) {
    throw new TableError(buffer.includes('EncryptedPackage', 0, 'utf16le') ? 'encrypted' : 'old_format');
  }
  const isZip = ZIP_NEXT.some((next) => startsWith(buffer, [...ZIP, ...next]));
  return isZip ? readXlsx(buffer, all, sheet) : readCsv(buffer, all);
}

function startsWith(buffer: Buffer, magic: number[]): boolean {
  return magic.every((byte, at) => buffer[at] === byte);
}
