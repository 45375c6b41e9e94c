import { type ClientSession, type Connection, Schema } from 'mongoose';
import { joinCodeModel } from './join-codes.ts';

/** Somebody who waits to be let in; gone with the decision. */
export interface JoinRequestDocument {
  /** `<classId>.<studentId>`: nobody waits twice. */
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  studentId: string;
  joinCodeId: string;
  requestedAt: Date;
  /** When a teacher began to let the student in; null before. */
  approvedAt: Date | null;
}

/** Where a page ended. */
export interface RequestPosition {
  requestedAt: Date;
  studentId: string;
}

const required = { type: String, required: true };
const schema = new Schema<JoinRequestDocument>(
  {
    _id: required,
    schemaVersion: { type: Number, required: true },
    institutionId: required,
    classId: required,
    studentId: required,
    joinCodeId: required,
    requestedAt: { type: Date, required: true },
    approvedAt: { type: Date, default: null },
  },
  { collection: 'joinRequests', versionKey: false, strict: 'throw' },
);
schema.index({ classId: 1, requestedAt: 1, studentId: 1 });

export const joinRequestModel = (connection: Connection) =>
  connection.model<JoinRequestDocument>('JoinRequest', schema);

export type JoinRequests = ReturnType<typeof createJoinRequests>;

export const joinRequestId = (classId: string, studentId: string) => `${classId}.${studentId}`;

/** Who waits for which class, in MongoDB. */
export function createJoinRequests(connection: Connection) {
  const model = joinRequestModel(connection);
  const codes = joinCodeModel(connection);

  async function giveBackUse({ joinCodeId: _id, studentId }: JoinRequestDocument, session: ClientSession) {
    const held = { $pull: { holds: { studentId } } };
    const { matchedCount } = await codes.updateOne({ _id, 'holds.studentId': studentId }, held, { session });
    if (matchedCount === 0) await codes.updateOne({ _id, uses: { $gt: 0 } }, { $inc: { uses: -1 } }, { session });
  }

  return {
    /** False when the student waits already. */
    async add(request: JoinRequestDocument): Promise<boolean> {
      const { upsertedCount } = await model.updateOne(
        { _id: request._id },
        { $setOnInsert: request },
        { upsert: true },
      );
      return upsertedCount === 1;
    },

    has: async (classId: string, studentId: string) =>
      (await model.exists({ _id: joinRequestId(classId, studentId) })) !== null,

    /** At most `limit` of those who wait for a class, the first first, those behind `after`. */
    page: (classId: string, after: RequestPosition | undefined, limit: number) =>
      model
        .find({
          classId,
          ...(after && {
            $or: [
              { requestedAt: { $gt: after.requestedAt } },
              { requestedAt: after.requestedAt, studentId: { $gt: after.studentId } },
            ],
          }),
        })
        .sort({ requestedAt: 1, studentId: 1 })
        .limit(limit)
        .lean<JoinRequestDocument[]>(),

    /** From now on nobody rejects it. False when nobody waits. */
    async beginApproval(requestId: string, now: Date): Promise<boolean> {
      return (await model.updateOne({ _id: requestId }, { $set: { approvedAt: now } })).matchedCount > 0;
    },

    /** The approval came to nothing: the student waits as before. */
    async undoApproval(requestId: string): Promise<void> {
      await model.updateOne({ _id: requestId }, { $set: { approvedAt: null } });
    },

    async remove(requestId: string): Promise<void> {
      await model.deleteOne({ _id: requestId });
    },

    /** Of a class that is deleted. */
    async removeAllOf(classId: string): Promise<void> {
      await model.deleteMany({ classId });
    },

    /**
     * Removes a request that nobody has begun to approve since `staleAt`, and gives the use of its code back: both or
     * nothing. False when there is none.
     */
    reject: (requestId: string, staleAt: Date): Promise<boolean> =>
      connection.transaction(async (session) => {
        const undecided = { $or: [{ approvedAt: null }, { approvedAt: { $lt: staleAt } }] };
        const rejected = await model
          .findOneAndDelete({ _id: requestId, ...undecided }, { session })
          .lean<JoinRequestDocument>();
        if (!rejected) return false;
        await giveBackUse(rejected, session);
        return true;
      }),
  };
}
