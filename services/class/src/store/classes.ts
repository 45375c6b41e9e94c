import type { MeetingTime, PolicyInput } from '@rollcall/contracts';
import {
  type Bus,
  createOutbox,
  outboxField,
  outboxIndex,
  type PendingEvent,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import { newFields } from '../domain/class-version-2.ts';
import { KEEP_TOMBSTONES_SECONDS } from './courses.ts';

const MAX_CLASSES = 5_000;

export const CLASS_SCHEMA_VERSION = 2;

export interface ClassDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  className: string;
  nameKey: string;
  /** A class that stands alone is its own course. */
  courseId: string;
  description: string | null;
  scheduleText: string | null;
  meetingTimes: MeetingTime[];
  /** Null: the institution's. */
  timeZone: string | null;
  /** What its sessions are like unless their teacher says otherwise. */
  sessionDefaults: PolicyInput;
  /** The owner. */
  teacherId: string;
  coTeacherIds: string[];
  createdAt: Date;
  archivedAt: Date | null;
  /** Of a tombstone, which nobody sees: it is there for the event in its outbox. */
  deletedAt: Date | null;
  /** Of a tombstone that is a class which is just being made. */
  hidden?: boolean;
  /** Counts up with each change. */
  revision: number;
}

/** A class as it is stored: one of version 1 lacks what version 2 has anew. */
type StoredClass = Partial<ClassDocument> &
  Pick<ClassDocument, '_id' | 'institutionId' | 'className' | 'teacherId' | 'coTeacherIds' | 'createdAt'>;

export interface ClassQuery {
  archived?: boolean | undefined;
  courseId?: string | undefined;
  /** Behind the class of this id. */
  after?: string | undefined;
  limit: number;
}

const words = { type: String, required: true };
const maybeWords = { type: String, default: null };
const maybeTime = { type: Date, default: null };
const schema = new Schema<ClassDocument>(
  {
    _id: words,
    schemaVersion: { type: Number, required: true },
    institutionId: words,
    className: words,
    nameKey: String,
    courseId: words,
    description: maybeWords,
    scheduleText: maybeWords,
    meetingTimes: [{ _id: false, weekday: Number, startsAt: String, endsAt: String, room: String }],
    timeZone: maybeWords,
    sessionDefaults: Schema.Types.Mixed,
    teacherId: words,
    coTeacherIds: { type: [String], required: true },
    createdAt: { type: Date, required: true },
    archivedAt: maybeTime,
    deletedAt: maybeTime,
    hidden: Boolean,
    revision: { type: Number, default: 0 },
    ...outboxField,
  },
  { collection: 'classes', versionKey: false, strict: 'throw' },
);
schema.index({ teacherId: 1, _id: 1 });
schema.index({ coTeacherIds: 1, _id: 1 });
schema.index({ courseId: 1, _id: 1 });
schema.index({ archivedAt: 1, _id: 1 });
schema.index({ deletedAt: 1 }, { expireAfterSeconds: KEEP_TOMBSTONES_SECONDS });
schema.index(...outboxIndex);

export const classModel = (connection: Connection) => connection.model<ClassDocument>('Class', schema);

export type Classes = ReturnType<typeof createClasses>;

const live = { deletedAt: null };
const taughtBy = (teacherId: string) => ({ $or: [{ teacherId }, { coTeacherIds: teacherId }] });

/** The classes in MongoDB, without those that were deleted. */
export function createClasses(connection: Connection, bus: Bus) {
  const model = classModel(connection);

  async function page(whose: object, { archived, courseId, after, limit }: ClassQuery): Promise<ClassDocument[]> {
    const filter = {
      $and: [
        whose,
        live,
        ...(archived === undefined ? [] : [{ archivedAt: archived ? { $ne: null } : null }]),
        ...(courseId === undefined ? [] : [{ courseId }]),
        ...(after === undefined ? [] : [{ _id: { $gt: after } }]),
      ],
    };
    const found = await model
      .find(filter, { outbox: 0 })
      .sort({ _id: 1 })
      .limit(limit)
      .batchSize(limit)
      .lean<StoredClass[]>();
    return found.map(complete);
  }

  return {
    outbox: createOutbox(bus, model),

    async insert(created: ClassDocument): Promise<void> {
      await model.create(created);
    },

    async get(classId: string): Promise<ClassDocument | null> {
      const found = await model.findOne({ _id: classId, ...live }, { outbox: 0 }).lean<StoredClass>();
      return found && complete(found);
    },

    /** The class after a change, null when somebody has changed or deleted it since it was read. */
    async change(
      { _id, revision }: ClassDocument,
      set: Partial<ClassDocument>,
      event: PendingEvent,
    ): Promise<ClassDocument | null> {
      // Of a class of version 1 the revision is missing, which counts as 0.
      const filter = { _id, ...live, revision: revision === 0 ? { $in: [0, null] } : revision };
      const update = { $set: set, $inc: { revision: 1 }, $push: { outbox: event } };
      const changed = await model
        .findOneAndUpdate(filter as object, update, { returnDocument: 'after', projection: { outbox: 0 } })
        .lean<StoredClass>();
      return changed && complete(changed);
    },

    /** The classes of these ids, in the order of their ids. */
    async getMany(classIds: string[]): Promise<ClassDocument[]> {
      const found = await model
        .find({ _id: { $in: classIds }, ...live }, { outbox: 0 })
        .sort({ _id: 1 })
        .lean<StoredClass[]>();
      return found.map(complete);
    },

    /** Pages in the order of ids: of everything, of what somebody teaches, and of some ids. */
    pageOfAll: (query: ClassQuery) => page({}, query),
    pageOfTeacher: (teacherId: string, query: ClassQuery) => page(taughtBy(teacherId), query),
    pageOfIds: (classIds: string[], query: ClassQuery) => page({ _id: { $in: classIds } }, query),

    /** The classes that somebody owns or teaches with its owner, at most 5,000. */
    async idsOfTeacher(teacherId: string): Promise<string[]> {
      const taught = await model
        .find({ ...taughtBy(teacherId), ...live }, { _id: 1 })
        .limit(MAX_CLASSES)
        .lean<{ _id: string }[]>();
      return taught.map(({ _id }) => _id);
    },

    /** The courses, those of classes that stand alone left out, of which somebody teaches a class. */
    async courseIdsOfTeacher(teacherId: string): Promise<string[]> {
      const taught = await model
        .find({ ...taughtBy(teacherId), ...live }, { courseId: 1 })
        .limit(MAX_CLASSES)
        .batchSize(MAX_CLASSES)
        .lean<Pick<StoredClass, '_id' | 'courseId'>[]>();
      const courseIds = taught.flatMap(({ _id, courseId = _id }) => (courseId === _id ? [] : courseId));
      return [...new Set(courseIds)];
    },

    teachesInCourse: async (teacherId: string, courseId: string) =>
      (await model.exists({ courseId, ...taughtBy(teacherId), ...live })) !== null,
  };
}

function complete(stored: StoredClass): ClassDocument {
  return { ...newFields(stored), ...stored };
}
