import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { createBreather } from '../breathe.ts';
import { type Limits, MAX_ROW_LENGTH, megabytes } from '../limits.ts';
import { createCollector, type Table } from '../table.ts';
import { TableError } from '../table-error.ts';
import { decodeText } from './decode-text.ts';
import { guessDelimiter } from './guess-delimiter.ts';

/** Reads a CSV that is in memory; see `readTable`. */
export async function readCsv(bytes: Buffer, limits: Limits): Promise<Table> {
  const collector = createCollector(limits);
  const chunks = decodeText(bytes);
  const first = chunks.next().value ?? '';
  const breathe = createBreather();
  let line = 1;
  let unfinished = 0;

  async function* feed() {
    for (let chunk: string | undefined = first; chunk !== undefined; chunk = chunks.next().value) {
      unfinished += chunk.length;
      yield chunk;
      if (unfinished > MAX_ROW_LENGTH) throw rowTooLong(line);
      await breathe();
    }
  }

  const parser = parse({
    delimiter: guessDelimiter(first),
    record_delimiter: '\n',
    relax_column_count: true,
    on_record: (cells: string[]) => {
      unfinished = 0;
      const start = line;
      line += countLines(cells);
      if (start > 1 || !isSeparatorLine(cells)) collector.take(start, cells);
      return null;
    },
  });
  parser.resume();
  try {
    await pipeline(feed, parser);
  } catch (cause) {
    if (cause instanceof CsvError) throw new TableError('broken_quotes', { line, cause });
    throw cause;
  }
  return collector.finish('csv');
}

function rowTooLong(line: number): TableError {
  const message = `This row is longer than ${megabytes(MAX_ROW_LENGTH)}. Is a quotation mark not closed?`;
  return new TableError('too_large', { line, message });
}

function countLines(cells: string[]): number {
  let lines = 1;
  for (const cell of cells) if (cell.includes('\n')) lines += cell.split('\n').length - 1;
  return lines;
}

/** Excel's own first line `sep=;`, which names the delimiter. */
function isSeparatorLine(cells: string[]): boolean {
  const [first = '', ...others] = cells;
  return /^sep=[;,\t]?$/i.test(first) && others.every((cell) => cell === '');
}
