import { Schema } from 'mongoose';
import { afterEach, expect, test } from 'vitest';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import { connectMongo, createIndexes } from '../src/stores/mongo.ts';
import { useInfra } from './helpers.ts';

const infra = useInfra(['mongodb']);
const closers = new CloseStack();
afterEach(() => closers.close());

test('indexes are made when MongoDB answers again, and a wish that it refuses is told at once', async () => {
  const { mongodb } = infra();
  const connection = closers.add(await connectMongo(mongodb.url, 'indexes', new Health()), (open) => open.close());
  const model = connection.model('thing', new Schema({ name: { type: String, unique: true } }));
  await mongodb.signal('SIGSTOP');
  const made = createIndexes(connection);
  // Longer than an operation waits for an answer.
  await expect(model.countDocuments()).rejects.toThrow();
  await mongodb.signal('SIGCONT');
  await made;
  expect(await model.listIndexes()).toMatchObject([{ key: { _id: 1 } }, { key: { name: 1 }, unique: true }]);

  connection.model('other', new Schema({ name: { type: String, index: { sparse: true } } }), 'things');
  await expect(createIndexes(connection)).rejects.toThrow(/index/i);
}, 20_000);
