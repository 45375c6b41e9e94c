import type { DocumentMigration } from '../../src/stores/raise-documents.ts';

/** Version 1 has `name`, version 2 both parts of it beside, version 3 the parts alone. */
export const splitName: DocumentMigration = {
  name: 'people-split-name',
  collection: 'people',
  from: 1,
  to: 2,
  migrate({ name }) {
    const [first = '', ...rest] = String(name).split(' ');
    return { $set: { first, last: rest.join(' ') } };
  },
};

export const dropName: DocumentMigration = {
  name: 'people-drop-name',
  collection: 'people',
  from: 2,
  to: 3,
  migrate: () => ({ $unset: { name: '' } }),
};
