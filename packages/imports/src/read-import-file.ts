import { AppError } from '@rollcall/service-kit';
import { readTable, type Table, TableError, toRecords } from '@rollcall/tables';
import { type Choices, type UnderstoodHeader, understandHeader } from './columns.ts';
import type { ImportDefinition, ImportRow } from './definition.ts';
import { MAX_CELL_LENGTH, settledColumns } from './person-columns.ts';

const MAX_BYTES = 10_000_000;
const MAX_ROWS = 100_000;

export interface ImportFile {
  /** Title by what the column was taken for. */
  titles: Record<string, string>;
  unknownColumns: string[];
  total: number;
  /** The rows in the order of the file, none of them checked. */
  rows(): AsyncGenerator<ImportRow>;
}

/** Reads a file as a whole and understands its header. Throws `file_unreadable` with a sentence that says why. */
export async function readImportFile(
  bytes: Buffer,
  definition: Pick<ImportDefinition, 'columns' | 'texts'>,
  chosen: Choices,
): Promise<ImportFile> {
  try {
    const table = await readTable(bytes, { maxBytes: MAX_BYTES, maxRows: MAX_ROWS });
    const found = understandHeader(table.header, definition.columns, chosen);
    const titles = Object.entries(found.columns).map(([name, index]) => [name, table.header[index] ?? '']);
    return {
      titles: Object.fromEntries(titles),
      unknownColumns: found.unknownColumns,
      total: table.rows.length,
      rows: () => readRows(table, definition, found),
    };
  } catch (cause) {
    if (!(cause instanceof TableError)) throw cause;
    throw new AppError('file_unreadable', { details: [{ path: 'file', message: cause.message }], cause });
  }
}

async function* readRows(
  table: Table,
  { columns: { definitions }, texts }: Pick<ImportDefinition, 'columns' | 'texts'>,
  { columns }: UnderstoodHeader,
): AsyncGenerator<ImportRow> {
  for await (const { line, values, problems } of toRecords(table, settledColumns(definitions), { columns })) {
    const text = (name: string) => (values[name] ?? '').slice(0, MAX_CELL_LENGTH + 1).toWellFormed();
    const read = Object.fromEntries(texts.map((name) => [name, text(name)]));
    if (read.name === '') read.name = [text('firstName'), text('lastName')].filter(Boolean).join(' ');
    const isBroken = problems.length > 0;
    const judged = {
      line,
      result: isBroken ? 'invalid' : null,
      problem: isBroken ? problems.map(({ message }) => message).join(' ') : null,
      userId: null,
    };
    yield { ...read, ...judged } as ImportRow;
  }
}
