import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Connection, mongo, Schema } from 'mongoose';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dropIndex, runMigrations } from '../src/stores/migrations.ts';
import { connectMongoForCommand } from '../src/stores/mongo.ts';
import type { DocumentMigration } from '../src/stores/raise-documents.ts';
import { useInfra } from './helpers.ts';
import { dropName, splitName } from './migrations/people.ts';

const infra = useInfra(['mongodb']);
const COUNT = 2_500;
let serial = 0;

test('2,500 documents go from version 1 to 3 in two steps, and a second run changes nothing', async () => {
  const { connection, people, record } = await openPeople();
  const report = await runMigrations(connection, [splitName, dropName]);
  expect(report).toEqual({ changed: { 'people-split-name': COUNT, 'people-drop-name': COUNT }, newer: [] });
  expect(await people.countDocuments({ schemaVersion: 3, name: { $exists: false }, last: /^Doe \d+$/ })).toBe(COUNT);
  expect(await people.findOne({ _id: 'person-7' })).toEqual(raised(7, 3));
  const first = await record(splitName.name);
  expect(first).toEqual({
    _id: splitName.name,
    startedAt: expect.any(Date),
    finishedAt: expect.any(Date),
    changed: COUNT,
  });

  const again = await runMigrations(connection, [splitName, dropName]);
  expect(again).toEqual({ changed: { 'people-split-name': 0, 'people-drop-name': 0 }, newer: [] });
  expect(await record(splitName.name)).toMatchObject({ startedAt: first?.startedAt, changed: COUNT });
});

test('killed in the middle, the next run does the rest', async () => {
  const { connection, people, database, record } = await openPeople();
  const script = join(import.meta.dirname, 'migrations/slowly.ts');
  const child = spawn(process.execPath, [script, infra().mongodb.url, database], { stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await vi.waitFor(async () => expect(await people.countDocuments({ schemaVersion: 2 })).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 20,
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await people.countDocuments({ schemaVersion: 1 })).toBeGreaterThan(0);
  expect(await record(splitName.name)).not.toHaveProperty('finishedAt');

  const report = await runMigrations(connection, [splitName, dropName]);
  expect(report.changed).toEqual({ 'people-split-name': expect.any(Number), 'people-drop-name': COUNT });
  expect(report.changed['people-split-name']).toBeLessThan(COUNT);
  expect(await people.countDocuments({ schemaVersion: 3 })).toBe(COUNT);
});

test('two runs at once raise each document once', async () => {
  const { connection, people, database } = await openPeople();
  const other = await connect(database);
  const counting: DocumentMigration = {
    ...splitName,
    migrate: ({ raises }) => ({ $set: { raises: Number(raises ?? 0) + 1 } }),
  };
  const reports = await Promise.all([connection, other].map((one) => runMigrations(one, [counting])));
  const [a = 0, b = 0] = reports.map(({ changed }) => changed[splitName.name] ?? 0);
  expect(a + b).toBe(COUNT);
  expect(await people.countDocuments({ schemaVersion: 2, raises: 1 })).toBe(COUNT);
});

test('a change that comes between reading and writing a document is not lost', async () => {
  const { connection, people, database } = await openPeople();
  const script = join(import.meta.dirname, 'migrations/marry.ts');
  let marriages = 0;
  const interrupted: DocumentMigration = {
    ...splitName,
    migrate(document) {
      if (document._id === 'person-3' && marriages++ === 0) {
        spawnSync(process.execPath, [script, infra().mongodb.url, database, 'person-3'], { stdio: 'inherit' });
      }
      return splitName.migrate(document);
    },
  };
  await runMigrations(connection, [interrupted]);
  expect(marriages).toBe(2);
  expect(await people.findOne({ _id: 'person-3' })).toMatchObject({ first: 'Jane', last: 'Roe', married: true });
  expect(await people.countDocuments({ schemaVersion: 2 })).toBe(COUNT);
});

test('a busy writer of the old version loses no change', async () => {
  const { connection, people, database } = await openPeople();
  const writer = (await connect(database)).collection<{ _id: string; visits: number }>('people');
  let writing = true;
  const written = (async () => {
    let count = 0;
    for (; writing; count++) await writer.updateOne({ _id: `person-${count % 100}` }, { $inc: { visits: 1 } });
    return count;
  })();
  await runMigrations(connection, [splitName, dropName]);
  writing = false;
  const count = await written;
  const [sum] = await people.aggregate([{ $group: { _id: null, visits: { $sum: '$visits' } } }]).toArray();
  expect(sum?.visits).toBe(count);
  expect(await people.countDocuments({ schemaVersion: 3 })).toBe(COUNT);
});

test('a document is recognised whatever its fields hold', async () => {
  const { connection, people } = await openPeople(0);
  const { Long, Double, Int32, Decimal128, Binary, ObjectId } = mongo;
  const odd = {
    ...{
      long: Long.MAX_VALUE,
      double: new Double(3),
      int: new Int32(3),
      nan: Number.NaN,
      nothing: null,
      when: new Date(),
    },
    ...{ decimal: Decimal128.fromString('1.10'), bytes: new Binary(Buffer.from('ab')), id: new ObjectId() },
    ...{ pattern: /^a/i, $literal: 1, 'a.b': [{ c: '$name' }], $$ROOT: '$$ROOT', empty: {}, none: [] },
  };
  await people.insertOne({ _id: 'odd', schemaVersion: 1, name: '$name Doe', ...odd });
  const [before] = await people.find({}, { promoteValues: false, promoteLongs: false }).toArray();
  expect((await runMigrations(connection, [splitName])).changed).toEqual({ 'people-split-name': 1 });
  const [after] = await people.find({}, { promoteValues: false, promoteLongs: false }).toArray();
  expect(after).toEqual({ ...before, schemaVersion: new Int32(2), first: '$name', last: 'Doe' });
});

test('documents of a newer release are left alone and reported', async () => {
  const { connection, people } = await openPeople(10);
  await people.insertOne({ _id: 'from-the-future', schemaVersion: 4, name: 'Zoe 4' });
  const { newer } = await runMigrations(connection, [splitName, dropName]);
  expect(newer).toEqual([{ collection: 'people', knownVersion: 3, documents: 1 }]);
  expect(await people.findOne({ _id: 'from-the-future' })).toEqual({
    _id: 'from-the-future',
    schemaVersion: 4,
    name: 'Zoe 4',
  });
});

test('the indexes of all models are made, and a step drops one that is no longer wanted, once', async () => {
  const { connection, people, record } = await openPeople(10);
  await people.createIndex({ name: 1 });
  connection.model('Person', new Schema({ _id: String, last: { type: String, index: true } }), 'people');
  const drop = dropIndex('people-drop-name-index', 'people', 'name_1');
  const never = dropIndex('nothing-there', 'nobody', 'name_1');
  const { changed } = await runMigrations(connection, [splitName, drop, never]);
  expect(changed).toEqual({ 'people-split-name': 10, 'people-drop-name-index': 1, 'nothing-there': 0 });
  expect((await people.indexes()).map(({ name }) => name).sort()).toEqual(['_id_', 'last_1']);
  expect(await record('nothing-there')).toMatchObject({ finishedAt: expect.any(Date) });
  expect((await runMigrations(connection, [drop])).changed).toEqual({ 'people-drop-name-index': 0 });
});

test('an error names the migration and the document, and the next run goes on from there', async () => {
  const { connection, people } = await openPeople(300);
  const picky: DocumentMigration = {
    ...splitName,
    migrate(document) {
      if (document._id === 'person-99') throw new Error('no name');
      return splitName.migrate(document);
    },
  };
  await expect(runMigrations(connection, [picky])).rejects.toThrow(
    'people-split-name cannot raise person-99 of people: no name',
  );
  expect(await people.countDocuments({ schemaVersion: 2 })).toBe(200);
  expect((await runMigrations(connection, [splitName])).changed).toEqual({ 'people-split-name': 100 });
});

test.each([
  ['two of one name', [splitName, { ...dropName, name: splitName.name }]],
  ['a step back', [dropName, splitName]],
  ['no step', [{ ...splitName, to: 1 }]],
])('a list with %s is refused before anything is changed', async (_, migrations) => {
  const { connection, people } = await openPeople(1);
  await expect(runMigrations(connection, migrations)).rejects.toThrow(/people-split-name/);
  expect(await people.countDocuments({ schemaVersion: 1 })).toBe(1);
});

interface Person {
  _id: string;
  schemaVersion: number;
  [field: string]: unknown;
}

/** A database of its own with people of version 1. */
async function openPeople(count = COUNT) {
  serial += 1;
  const database = `migrations-${serial}`;
  const connection = await connect(database);
  const people = connection.collection<Person>('people');
  if (count > 0)
    await people.insertMany(
      Array.from({ length: count }, (_, at) => ({ _id: `person-${at}`, schemaVersion: 1, name: `Jane Doe ${at}` })),
    );
  const record = (name: string) =>
    connection.collection<{ _id: string; startedAt: Date }>('migrations').findOne({ _id: name });
  return { connection, people, database, record };
}

function raised(at: number, schemaVersion: number) {
  return { _id: `person-${at}`, schemaVersion, first: 'Jane', last: `Doe ${at}` };
}

async function connect(database: string): Promise<Connection> {
  const connection = await connectMongoForCommand(infra().mongodb.url, database);
  onTestFinished(() => connection.close());
  return connection;
}
