import { isUtf8 } from 'node:buffer';
import { TableError } from '../table-error.ts';

const CHUNK_BYTES = 64 * 1024;
/** What people send under the name of a CSV although it is none: web pages, PDF, RTF. */
const OTHER_TEXT = /^\s*(<(!doctype|html|\?xml|table)|%PDF-|\{\\rtf)/i;

/**
 * The text of a file in chunks, with every line ending turned into LF. UTF-8, or what a byte order mark says (UTF-8,
 * UTF-16LE, UTF-16BE). Throws `wrong_encoding`, or `not_a_table` for what is no text.
 */
export function* decodeText(bytes: Buffer): Generator<string> {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8') checkUtf8(bytes);
  // A CR at the end of a piece may be half of a CRLF; the last of the file ends no further row.
  let pending = '';
  for (const piece of decode(bytes, encoding)) {
    if (piece.includes('\0')) throw new TableError('not_a_table');
    const text = pending + piece;
    pending = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - pending.length).replace(/\r\n?/g, '\n');
  }
}

function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function checkUtf8(bytes: Buffer): void {
  if (bytes.includes(0) || OTHER_TEXT.test(bytes.toString('latin1', 0, 100))) throw new TableError('not_a_table');
  if (!isUtf8(bytes)) throw new TableError('wrong_encoding', { line: firstLineThatIsNotUtf8(bytes) });
}

function firstLineThatIsNotUtf8(bytes: Buffer): number {
  const lineFeed = bytes.includes('\n') ? '\n' : '\r';
  for (let line = 1, start = 0; ; line += 1) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

function* decode(bytes: Buffer, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
      yield decoder.decode(bytes.subarray(start, start + CHUNK_BYTES), { stream: true });
    }
    yield decoder.decode();
  } catch (cause) {
    if (cause instanceof TypeError) throw new TableError('wrong_encoding', { cause });
    throw cause;
  }
}
