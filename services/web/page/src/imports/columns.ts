import type { FieldName, ImportField } from './source.ts';

/** Which column of the file, by its title, is taken for what; null for none. */
export type ColumnChoices = Partial<Record<FieldName, string | null>>;

/** All titles of a file, those that are used first. */
export function titlesOf({ columns, unknownColumns }: { columns: Record<string, string>; unknownColumns: string[] }) {
  return [...new Set([...Object.values(columns), ...unknownColumns])].filter((title) => title !== '');
}

/** What the server understood, as a choice for every field. */
export function choicesOf(fields: readonly ImportField[], columns: Record<string, string>): ColumnChoices {
  return Object.fromEntries(fields.map(({ name }) => [name, columns[name] || null]));
}

/** A choice with a change; a column that is taken for something else now is not taken for what it was any more. */
export function withChoice(choices: ColumnChoices, field: FieldName, title: string | null): ColumnChoices {
  const others = Object.entries(choices).map(([name, one]) => [name, one === title ? null : one]);
  return { ...Object.fromEntries(others), [field]: title };
}

/** Groups of fields of which a file has to have one. */
export type Needs = readonly (readonly FieldName[])[];

/** Which groups nothing is chosen of. */
export function missingIn(needs: Needs, choices: ColumnChoices): Needs {
  return needs.filter((group) => group.every((field) => !choices[field]));
}
