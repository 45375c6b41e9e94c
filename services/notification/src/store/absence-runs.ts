import { type Connection, Schema } from 'mongoose';

const KEEP_MS = 365 * 86_400_000;

/** A student's run of absences in a class, as far as it was told. */
interface AbsenceRun {
  /** `<classId>.<studentId>` */
  _id: string;
  classId: string;
  studentId: string;
  /** How often. */
  told: number;
  /** The end of the last session that was told of. */
  until: Date;
  expiresAt: Date;
}

const text = { type: String, required: true };
const time = { type: Date, required: true };
const schema = new Schema<AbsenceRun>(
  { _id: text, classId: text, studentId: text, told: { type: Number, required: true }, until: time, expiresAt: time },
  { collection: 'absenceRuns', versionKey: false, strict: 'throw' },
);
schema.index({ classId: 1, until: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const absenceRunModel = (connection: Connection) => connection.model<AbsenceRun>('AbsenceRun', schema);

export type AbsenceRuns = ReturnType<typeof createAbsenceRuns>;

export function createAbsenceRuns(connection: Connection) {
  const model = absenceRunModel(connection);
  return {
    /** How often the runs of these students were told. */
    async toldOf(classId: string, studentIds: string[]): Promise<Map<string, number>> {
      const found = await model
        .find({ _id: { $in: studentIds.map((studentId) => `${classId}.${studentId}`) } })
        .lean<AbsenceRun[]>();
      return new Map(found.map(({ studentId, told }) => [studentId, told]));
    },

    async told(classId: string, tellings: Map<string, number>, until: Date): Promise<void> {
      if (tellings.size === 0) return;
      const expiresAt = new Date(until.getTime() + KEEP_MS);
      await model.bulkWrite(
        [...tellings].map(([studentId, told]) => ({
          updateOne: {
            filter: { _id: `${classId}.${studentId}` },
            update: { $max: { told, until, expiresAt }, $setOnInsert: { classId, studentId } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },

    /** The runs of everybody else in the class are over, unless a later session was told of. */
    async endOthers(classId: string, studentIds: string[], endedAt: Date): Promise<void> {
      await model.deleteMany({ classId, until: { $lt: endedAt }, studentId: { $nin: studentIds } });
    },
  };
}
