import type { Connection } from 'mongoose';
import type { ImportDefinition, ImportKind } from './definition.ts';
import { importRowModel } from './store/import-rows.ts';
import { importModel } from './store/imports.ts';

/** The models of one kind of import, for the list of what `migrate` knows. */
export function importModels<Kind extends ImportKind>(definition: ImportDefinition<Kind>) {
  const plain = definition as unknown as ImportDefinition;
  return [
    (connection: Connection) => importModel(connection, plain),
    (connection: Connection) => importRowModel(connection, plain),
  ];
}
