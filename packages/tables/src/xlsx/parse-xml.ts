import { SaxesParser } from 'saxes';
import { createBreather } from '../breathe.ts';
import { TableError } from '../table-error.ts';

/** A sheet is five levels deep and its tags have a dozen attributes; what has more was made to fill the memory. */
const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 128;
/** From one tag to the next: a parser holds a text, a comment or a tag in memory until it ends. */
const MAX_TOKEN_BYTES = 1_000_000;

export type Attributes = Readonly<Record<string, string>>;

/** Names come without namespace prefix, attributes with it. */
export interface XmlHandlers {
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Parses XML in UTF-8 as it comes, in small steps. Throws `damaged` for what is not well-formed, and for every document type
 * declaration: no spreadsheet program writes one, and entities that unfold begin there.
 */
export async function parseXml(chunks: AsyncIterable<Buffer>, { open, close, text }: XmlHandlers): Promise<void> {
  const parser = new SaxesParser();
  const decode = createDecoder();
  const breathe = createBreather();
  let depth = 0;
  let attributes = 0;
  let unfinishedBytes = 0;

  parser.on('error', refuse);
  parser.on('doctype', () => refuse());
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) refuse();
  });
  parser.on('opentag', (tag) => {
    attributes = 0;
    unfinishedBytes = 0;
    depth += 1;
    if (depth > MAX_DEPTH) refuse();
    open(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    unfinishedBytes = 0;
    depth -= 1;
    close?.(localName(tag.name));
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }

  for await (const chunk of chunks) {
    unfinishedBytes += chunk.length;
    parser.write(decode(chunk));
    if (unfinishedBytes > MAX_TOKEN_BYTES) refuse();
    await breathe();
  }
  parser.write(decode()).close();
}

function refuse(cause?: Error): never {
  throw new TableError('damaged', { cause });
}

function createDecoder(): (chunk?: Buffer) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (chunk) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new TableError('damaged', { cause });
    }
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
