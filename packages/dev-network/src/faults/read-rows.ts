import type { Row } from './judge.ts';
import type { Rig } from './rig.ts';

/** The records of a session as MongoDB holds them. */
export async function readRows(mongo: Rig['mongo'], sessionId: string): Promise<Row[]> {
  const documents = await mongo
    .collection<Omit<Row, 'recordedAt'> & { recordedAt: Date }>('records')
    .find({ sessionId });
  return (await documents.toArray()).map(({ _id, studentId, roundNumber, status, recordedAt }) => ({
    _id,
    studentId,
    roundNumber,
    status,
    recordedAt: recordedAt.toISOString(),
  }));
}
