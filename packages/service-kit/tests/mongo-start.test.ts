import { type Infra, startInfra } from '@rollcall/dev-infra';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectMongo, Health } from '../src/index.ts';

let infra: Infra;
beforeAll(async () => {
  infra = await startInfra({ servers: ['mongodb'], provider: 'local' });
});
afterAll(() => infra.stop());

test('a service that starts before MongoDB connects when MongoDB is there', async () => {
  const { mongodb } = infra;
  await mongodb.signal('SIGKILL');
  const connecting = connectMongo(mongodb.url, 'mongo-start', new Health());
  // An attempt that begins later and waits as long has failed: so has the first one of the service.
  const later = mongoose.createConnection(mongodb.url, { serverSelectionTimeoutMS: 1_500 });
  await expect(later.asPromise()).rejects.toThrow();
  await later.destroy();
  await mongodb.restart();
  const connection = await connecting;
  expect(await connection.db?.command({ ping: 1 })).toMatchObject({ ok: 1 });
  await connection.close();
});
