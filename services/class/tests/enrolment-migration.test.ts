import { type Infra, startInfra } from '@rollcall/dev-infra';
import { migrateDatabase } from '@rollcall/service-kit';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseSchema } from '../src/index.ts';
import { enrolmentModel } from '../src/store/enrolments.ts';

let infra: Infra;
let database: mongoose.Connection;
beforeAll(async () => {
  infra = await startInfra({ provider: 'local', servers: ['mongodb'] });
  database = await mongoose.createConnection(infra.mongodb.url, { dbName: 'rollcall-class' }).asPromise();
});
afterAll(async () => {
  await database?.close();
  await infra?.stop();
});

const idOf = (number: number) => number.toString(16).padStart(24, '0');
const enrolments = () => database.collection<{ _id: string }>('enrolments');
const indexNames = async () => (await enrolments().indexes()).map(({ name }) => name);

test('enrolments of version 1 become first periods, and nothing forbids a second one any more', async () => {
  const old = (number: number) => ({
    _id: idOf(number),
    schemaVersion: 1,
    institutionId: 'default',
    classId: idOf(100),
    courseId: idOf(100),
    studentId: idOf(number),
    enrolledAt: new Date(number),
  });
  await enrolments().createIndex({ courseId: 1, studentId: 1 }, { unique: true });
  await enrolments().createIndex({ classId: 1, studentId: 1 });
  await enrolments().createIndex({ studentId: 1, classId: 1 });
  const ended = { endedAt: new Date(5), endedHow: 'removed' };
  await enrolments().insertMany([old(1), { ...old(2), ...ended } as ReturnType<typeof old>]);
  // A process of this release starts before the command is run: both kinds of indexes are there then.
  await enrolmentModel(database).createIndexes();

  const MONGODB_URL = infra.mongodb.url;
  const report = await migrateDatabase('class', { MONGODB_URL, MONGODB_DATABASE_PREFIX: 'rollcall-' }, databaseSchema);
  expect(report.changed).toMatchObject({ 'enrolments-2-periods': 2, 'enrolments-2-drop-unique': 1 });
  const period = { schemaVersion: 2, number: 1, how: null };
  expect(await enrolments().find().sort({ _id: 1 }).toArray()).toEqual([
    { ...old(1), ...period, endedAt: null, endedHow: null },
    { ...old(2), ...period, ...ended },
  ]);
  const names = await indexNames();
  expect(names).toContain('one_current_a_course');
  expect(
    names.filter((name) => /^(courseId_1_studentId_1|classId_1_studentId_1|studentId_1_classId_1)$/.test(String(name))),
  ).toEqual([]);
  const again = { ...old(2), _id: idOf(3), schemaVersion: 2, number: 2, endedAt: null };
  await enrolments().insertOne(again);
  const third = { ...again, _id: idOf(4), number: 3 };
  await expect(enrolments().insertOne(third)).rejects.toMatchObject({ code: 11_000 });
  const besideVersion1 = { ...old(1), _id: idOf(5), number: 2, endedAt: null };
  await expect(enrolments().insertOne(besideVersion1)).rejects.toMatchObject({ code: 11_000 });
});

test('a current document of version 1, which has no `endedAt`, counts as the one of its course', async () => {
  const version1 = { _id: idOf(10), schemaVersion: 1, courseId: idOf(200), classId: idOf(200), studentId: idOf(10) };
  await enrolments().insertOne(version1);
  const second = { ...version1, _id: idOf(11), schemaVersion: 2, number: 2, endedAt: null };
  await expect(enrolments().insertOne(second)).rejects.toMatchObject({ code: 11_000 });
});
