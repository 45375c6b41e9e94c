import { TableError } from '../table-error.ts';
import { normaliseTitle } from './normalise-title.ts';

export interface ColumnDefinition {
  /** The key of the value in records. */
  name: string;
  /** Titles under which people write this column, best first; `name` itself always counts, as the last. */
  titles: readonly string[];
  required?: boolean;
  /** Longer cells are a problem of their row; in UTF-16 units. */
  maxLength?: number;
}

/** By name: the title or index (from 0) of the column that a person chose, or null for none. */
export type ChosenColumns = Readonly<Record<string, string | number | null>>;

export interface ColumnMapping {
  /** By name: the index of the file's column, from 0. Names that no column serves are left out. */
  columns: Record<string, number>;
  /** The file's columns that serve no name. */
  unmatched: { index: number; title: string }[];
  /** Required names that no column serves. */
  missing: string[];
  /** Where more than one column would have fitted: the one that was taken and the others, as indexes. */
  ambiguous: { name: string; taken: number; others: number[] }[];
}

/**
 * Finds out which column of a file serves which name. Titles are compared without case, accents, punctuation and blanks; the
 * title listed first wins, then the column further left; a column is guessed for one name only, the one defined first. What a
 * person chose goes before every guess. Throws `unknown_column` for a choice that the file or the definitions do not have.
 */
export function guessColumns(
  header: readonly string[],
  definitions: readonly ColumnDefinition[],
  chosen: ChosenColumns = {},
): ColumnMapping {
  refuseUnknownNames(definitions, chosen);
  const titles = header.map(normaliseTitle);
  const columns: Record<string, number> = {};
  const ambiguous: ColumnMapping['ambiguous'] = [];
  const used = new Set<number>();

  function assign(name: string, [taken, ...others]: number[]): void {
    if (taken === undefined) return;
    columns[name] = taken;
    used.add(taken);
    if (others.length > 0) ambiguous.push({ name, taken, others });
  }

  for (const [name, choice] of Object.entries(chosen)) {
    if (choice !== null) assign(name, findChoice(header, choice));
  }
  for (const definition of definitions) {
    if (Object.hasOwn(chosen, definition.name)) continue;
    const fitting = findFitting(titles, definition);
    assign(
      definition.name,
      fitting.filter((index) => !used.has(index)),
    );
  }

  return {
    columns,
    unmatched: header.map((title, index) => ({ index, title })).filter(({ index }) => !used.has(index)),
    missing: definitions.flatMap(({ name, required }) => (required && !Object.hasOwn(columns, name) ? [name] : [])),
    ambiguous,
  };
}

function refuseUnknownNames(definitions: readonly ColumnDefinition[], chosen: ChosenColumns): void {
  const unknown = Object.keys(chosen).find((name) => definitions.every((definition) => definition.name !== name));
  if (unknown !== undefined) throw new TableError('unknown_column', { message: `There is no column "${unknown}".` });
}

/** By index, by the very title, or by a title that differs in what the guess overlooks too. */
function findChoice(header: readonly string[], choice: string | number): number[] {
  const exact = indexesWhere(header, (title, index) => (typeof choice === 'number' ? index : title) === choice);
  if (exact.length > 0) return exact;
  const wanted = typeof choice === 'string' ? normaliseTitle(choice) : '';
  const similar = wanted === '' ? [] : indexesWhere(header, (title) => normaliseTitle(title) === wanted);
  if (similar.length > 0) return similar;
  throw new TableError('unknown_column', { message: `The file has no column "${choice}".` });
}

function findFitting(titles: string[], { name, titles: known }: ColumnDefinition): number[] {
  const wanted = new Set([...known, name].map(normaliseTitle));
  wanted.delete('');
  return [...wanted].flatMap((one) => indexesWhere(titles, (title) => title === one));
}

function indexesWhere<T>(list: readonly T[], test: (item: T, index: number) => boolean): number[] {
  return list.flatMap((item, index) => (test(item, index) ? [index] : []));
}
