import type { Connection } from 'mongoose';

/** MongoDB's clock: ms since the epoch. */
export async function readMongoClockMs(connection: Connection): Promise<number> {
  const answer = await connection.db?.command({ hello: 1 });
  if (!(answer?.localTime instanceof Date)) throw new Error('MongoDB did not say what time it is');
  return answer.localTime.getTime();
}
