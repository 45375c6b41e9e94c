import { type ChosenColumns, type ColumnDefinition, guessColumns, TableError } from '@rollcall/tables';
import { settleName, wholeName } from './person-columns.ts';

/** What the columns of a file are called, and which must be there. */
export interface FileColumns {
  definitions: readonly ColumnDefinition[];
  /** Of each group a file has at least one; `words` say what is missing, the first name is the one to choose. */
  required: readonly { words: string; anyOf: readonly [string, ...string[]] }[];
}

/** By name: the title of the column that a person chose or its number from 1, or null for none. */
export type Choices = Readonly<Record<string, string | number | null | undefined>>;

export interface UnderstoodHeader {
  /** Where in a row what is found, from 0. */
  columns: Record<string, number>;
  unknownColumns: string[];
}

/** Finds the columns of a file. What was chosen goes before what is guessed. Throws `TableError` when one is missing. */
export function understandHeader(
  header: readonly string[],
  { definitions, required }: FileColumns,
  chosen: Choices,
): UnderstoodHeader {
  const { columns: guessed, unmatched } = guessColumns(header, definitions, toChosen(chosen));
  const columns = settleName(guessed);
  for (const { words, anyOf } of required) {
    if (!anyOf.some((name) => Object.hasOwn(columns, name))) throw missing(words, anyOf[0], header);
  }
  return { columns, unknownColumns: unmatched.map(({ title }) => title).filter((title) => title !== '') };
}

/** People count columns from 1. A chosen name is a whole one, so that nothing is left to guess about names. */
function toChosen({ name, ...chosen }: Choices): ChosenColumns {
  const all: Choices = { ...(name !== undefined && wholeName(name)), ...chosen };
  const choices = Object.entries(all).flatMap(([key, choice]) =>
    choice === undefined ? [] : [[key, typeof choice === 'number' ? choice - 1 : choice] as const],
  );
  return Object.fromEntries(choices);
}

function missing(words: string, name: string, header: readonly string[]): TableError {
  const titles = header.filter((title) => title !== '').slice(0, 10);
  const seen = titles.length > 0 ? ` The first row says: ${titles.join(', ').slice(0, 300)}.` : '';
  const message = `No column for the ${words} was found.${seen} Name it with "columns": {"${name}": "its title"}.`;
  return new TableError('unknown_column', { message, line: 1 });
}
