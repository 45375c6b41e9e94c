// node tests/migrations/slowly.ts <url> <database>: splits names, a millisecond each, for a test that kills it.

import { runMigrations } from '../../src/stores/migrations.ts';
import { connectMongoForCommand } from '../../src/stores/mongo.ts';
import type { DocumentMigration } from '../../src/stores/raise-documents.ts';
import { splitName } from './people.ts';

const [url = '', database = ''] = process.argv.slice(2);
const still = new Int32Array(new SharedArrayBuffer(4));
const slowly: DocumentMigration = {
  ...splitName,
  migrate(document) {
    Atomics.wait(still, 0, 0, 1);
    return splitName.migrate(document);
  },
};
const connection = await connectMongoForCommand(url, database);
await runMigrations(connection, [slowly]);
await connection.close();
