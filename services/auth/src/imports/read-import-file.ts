import type { UserImportColumns } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import { readTable, type Table, TableError, toRecords } from '@rollcall/tables';
import type { ImportRow } from '../store/user-import-rows.ts';
import { foundDefinitions, MAX_CELL_LENGTH, type UnderstoodHeader, understandHeader } from './columns.ts';

const MAX_BYTES = 10_000_000;
const MAX_ROWS = 100_000;

export interface ImportFile extends UnderstoodHeader {
  /** Title by what the column was taken for. */
  titles: Record<string, string>;
  total: number;
  /** The rows in the order of the file, none of them checked. */
  rows(): AsyncGenerator<ImportRow>;
}

/** Reads a file with accounts as a whole and understands its header. Throws `file_unreadable` with a sentence that says why. */
export async function readImportFile(bytes: Buffer, chosen: UserImportColumns): Promise<ImportFile> {
  try {
    const table = await readTable(bytes, { maxBytes: MAX_BYTES, maxRows: MAX_ROWS });
    const found = understandHeader(table.header, chosen);
    const titles = Object.entries(found.columns).map(([name, index]) => [name, table.header[index] ?? '']);
    return {
      ...found,
      titles: Object.fromEntries(titles),
      total: table.rows.length,
      rows: () => readRows(table, found),
    };
  } catch (cause) {
    if (!(cause instanceof TableError)) throw cause;
    throw new AppError('file_unreadable', { details: [{ path: 'file', message: cause.message }], cause });
  }
}

async function* readRows(table: Table, { columns }: UnderstoodHeader): AsyncGenerator<ImportRow> {
  for await (const { line, values, problems } of toRecords(table, foundDefinitions, { columns })) {
    const text = (name: string) => (values[name] ?? '').slice(0, MAX_CELL_LENGTH + 1).toWellFormed();
    const isBroken = problems.length > 0;
    yield {
      line,
      email: text('email'),
      name: text('name') || [text('firstName'), text('lastName')].filter(Boolean).join(' '),
      role: text('role'),
      username: text('username'),
      studentNumber: text('studentNumber'),
      result: isBroken ? 'invalid' : null,
      problem: isBroken ? problems.map(({ message }) => message).join(' ') : null,
      userId: null,
    };
  }
}
