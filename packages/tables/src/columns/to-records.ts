import { createBreather } from '../breathe.ts';
import { cleanText, type Row, type Table } from '../table.ts';
import type { ColumnDefinition, ColumnMapping } from './guess-columns.ts';

export interface RowProblem {
  /** `extra_cells`: content beyond the last title. `cell_error`: a formula that failed or was never calculated. */
  code: 'extra_cells' | 'cell_too_long' | 'cell_error';
  /** The name whose cell it is; none when the problem is the row's. */
  name?: string;
  message: string;
}

export interface TableRecord {
  line: number;
  /** By name, trimmed and in NFC; an empty cell is '', a name that no column serves is left out. */
  values: Record<string, string>;
  /** Why this row should not be used as it is. */
  problems: RowProblem[];
}

/** What Excel shows for a formula without a result, in CSV files too. */
const FORMULA_ERROR =
  /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!)$/;

/** Turns the rows of a table into records by a mapping of `guessColumns`, in the order of the file and in small steps. */
export async function* toRecords(
  table: Table,
  definitions: readonly ColumnDefinition[],
  { columns }: Pick<ColumnMapping, 'columns'>,
): AsyncGenerator<TableRecord, void, undefined> {
  const breathe = createBreather();
  const served = definitions.flatMap((definition) => {
    const index = Object.hasOwn(columns, definition.name) ? columns[definition.name] : undefined;
    return index === undefined ? [] : [{ ...definition, index }];
  });
  for (const row of table.rows) {
    await breathe();
    const values: TableRecord['values'] = {};
    const problems = findExtraCells(row, table.header.length);
    for (const { name, index, maxLength } of served) {
      const value = cleanText(row.cells[index] ?? '');
      values[name] = value;
      problems.push(...findCellProblems(name, value, maxLength));
    }
    yield { line: row.line, values, problems };
  }
}

function findExtraCells({ cells }: Row, titles: number): RowProblem[] {
  if (cells.length <= titles) return [];
  return [{ code: 'extra_cells', message: `The row has ${cells.length} cells, the header only ${titles}.` }];
}

function findCellProblems(name: string, value: string, maxLength = Number.POSITIVE_INFINITY): RowProblem[] {
  if (value.length > maxLength) {
    return [{ code: 'cell_too_long', name, message: `The text has more than ${maxLength} characters.` }];
  }
  if (FORMULA_ERROR.test(value)) {
    return [{ code: 'cell_error', name, message: `The cell holds a formula without a result (${value}).` }];
  }
  return [];
}
