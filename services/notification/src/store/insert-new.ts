import { isDuplicateKey } from '@rollcall/service-kit';
import { mongo } from 'mongoose';

/** Any model. Not Mongoose's own type: comparing two of those takes the compiler half a minute. */
interface WithCollection {
  collection: object;
}

/**
 * Inserts documents in one unordered write; the ones that were not there. Not through Mongoose's documents: they cost more
 * than the write itself. Throws when any of them may be missing afterwards.
 */
export async function insertNew<Document extends { _id: string }>(
  model: WithCollection,
  documents: Document[],
): Promise<Document[]> {
  if (documents.length === 0) return [];
  const collection = model.collection as mongo.Collection<{ _id: string }>;
  try {
    await collection.insertMany(documents, { ordered: false });
    return documents;
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
    const known = new Set([error.writeErrors].flat().map(({ index }) => index));
    // Not each one is told apart when the connection broke in the middle.
    if (error.insertedCount + known.size !== documents.length) throw error;
    return documents.filter((_, index) => !known.has(index));
  }
}
