import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';

/** The log in MongoDB, to look how many entries it has. */
export async function openLog(url: string) {
  const connection = await mongoose.createConnection(url, { dbName: 'rollcall-audit' }).asPromise();
  const entries = connection.db?.collection('entries');
  return {
    async untilEntries(count: number) {
      while (((await entries?.estimatedDocumentCount()) ?? 0) < count) await wait(50);
    },
    close: () => connection.close(),
  };
}
