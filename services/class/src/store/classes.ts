import { type Bus, createOutbox, outboxField, outboxIndex, type PendingEvent } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

const MAX_CLASSES = 5_000;

export interface ClassDocument {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  className: string;
  /** The owner. */
  teacherId: string;
  coTeacherIds: string[];
  createdAt: Date;
  outbox?: PendingEvent[];
}

const words = { type: String, required: true };
const schema = new Schema<ClassDocument>(
  {
    _id: words,
    schemaVersion: { type: Number, required: true },
    institutionId: words,
    className: words,
    teacherId: words,
    coTeacherIds: { type: [String], required: true },
    createdAt: { type: Date, required: true },
    ...outboxField,
  },
  { collection: 'classes', versionKey: false, strict: 'throw' },
);
schema.index({ teacherId: 1, _id: 1 });
schema.index({ coTeacherIds: 1, _id: 1 });
schema.index(...outboxIndex);

export const classModel = (connection: Connection) => connection.model<ClassDocument>('Class', schema);

export type Classes = ReturnType<typeof createClasses>;

/** The classes in MongoDB. */
export function createClasses(connection: Connection, bus: Bus) {
  const model = classModel(connection);
  return {
    outbox: createOutbox(bus, model),

    async insert(created: ClassDocument): Promise<void> {
      await model.create(created);
    },

    get: (classId: string) => model.findById(classId, { outbox: 0 }).lean<ClassDocument>(),

    /** At most `limit` ids of the classes that somebody teaches, in their order, those behind `after`. */
    async pageOfIds(teacherId: string, after: string | undefined, limit: number): Promise<string[]> {
      const taught = await model
        .find({
          $or: [{ teacherId }, { coTeacherIds: teacherId }],
          ...(after !== undefined && { _id: { $gt: after } }),
        })
        .select({ _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>();
      return taught.map(({ _id }) => _id);
    },

    /** The classes of these ids, in the order of their ids. */
    getMany: (classIds: string[]) =>
      model
        .find({ _id: { $in: classIds } }, { outbox: 0 })
        .sort({ _id: 1 })
        .lean<ClassDocument[]>(),

    /** The classes that somebody owns or teaches with its owner, at most 5,000. */
    async idsOfTeacher(teacherId: string): Promise<string[]> {
      const taught = await model
        .find({ $or: [{ teacherId }, { coTeacherIds: teacherId }] }, { _id: 1 })
        .limit(MAX_CLASSES)
        .lean<{ _id: string }[]>();
      return taught.map(({ _id }) => _id);
    },
  };
}
