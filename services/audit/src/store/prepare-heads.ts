import type { mongo } from 'mongoose';
import { chains, emptyHead } from '../domain/chains.ts';
import type { HeadDocument } from './models.ts';

/** Notes the ends of chains of which nothing is noted yet; whether there were any. */
export async function prepareHeads(heads: mongo.Collection<HeadDocument>): Promise<boolean> {
  const updates = chains.map((chain) => {
    const { position, hash } = emptyHead(chain);
    return { updateOne: { filter: { _id: chain }, update: { $setOnInsert: { position, hash } }, upsert: true } };
  });
  const { upsertedCount } = await heads.bulkWrite(updates, { ordered: false });
  return upsertedCount > 0;
}
