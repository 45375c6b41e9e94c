import {
  type Bus,
  createOutbox,
  isDuplicateKey,
  outboxField,
  outboxIndex,
  type PendingEvent,
  searchConditions,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

/** Long enough for the event in a tombstone's outbox to be published, also after a long outage. */
export const KEEP_TOMBSTONES_SECONDS = 86_400;

export const COURSE_SCHEMA_VERSION = 1;

export interface CourseDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  /** As written. */
  code: string;
  /** What codes are compared and put in order by. */
  codeKey: string;
  name: string;
  nameKey: string;
  searchKeys: string[];
  term: string;
  termKey: string;
  description: string | null;
  ownerId: string;
  createdAt: Date;
  archivedAt: Date | null;
  /** Of a tombstone, which nobody sees: it is there for the event in its outbox. */
  deletedAt: Date | null;
  /** Counts up with each change, and with each new class. */
  revision: number;
}

export interface CourseQuery {
  /** Of an owner, or among ids; undefined for all. */
  whose?: { ownerId: string; orIds: string[] } | undefined;
  search?: string | undefined;
  termKey?: string | undefined;
  archived?: boolean | undefined;
  after?: { codeKey: string; _id: string } | undefined;
  limit: number;
}

const words = { type: String, required: true };
const time = { type: Date, default: null };
const schema = new Schema<CourseDocument>(
  {
    _id: words,
    schemaVersion: { type: Number, required: true },
    institutionId: words,
    code: words,
    // Of a code of accents alone nothing is left, and mongoose takes an empty text for none.
    codeKey: { type: String },
    name: words,
    nameKey: { type: String },
    searchKeys: { type: [String], required: true },
    term: words,
    termKey: { type: String },
    description: { type: String, default: null },
    ownerId: words,
    createdAt: { type: Date, required: true },
    archivedAt: time,
    deletedAt: time,
    revision: { type: Number, required: true },
    ...outboxField,
  },
  { collection: 'courses', versionKey: false, strict: 'throw' },
);
schema.index(
  { institutionId: 1, codeKey: 1, termKey: 1 },
  { unique: true, partialFilterExpression: { deletedAt: null }, name: 'one_course_a_code_and_term' },
);
schema.index({ codeKey: 1, _id: 1 });
schema.index({ ownerId: 1, codeKey: 1, _id: 1 });
schema.index({ termKey: 1, codeKey: 1, _id: 1 });
schema.index({ searchKeys: 1 });
schema.index({ deletedAt: 1 }, { expireAfterSeconds: KEEP_TOMBSTONES_SECONDS, sparse: true });
schema.index(...outboxIndex);

export const courseModel = (connection: Connection) => connection.model<CourseDocument>('Course', schema);

export type Courses = ReturnType<typeof createCourses>;

const live = { deletedAt: null };

/** The courses in MongoDB, without those that were deleted. */
export function createCourses(connection: Connection, bus: Bus) {
  const model = courseModel(connection);
  return {
    outbox: createOutbox(bus, model),

    /** False when there is a course of this code in this term. */
    async insert(created: CourseDocument): Promise<boolean> {
      return (await unlessTaken(() => model.create(created))) !== 'taken';
    },

    get: (courseId: string) => model.findOne({ _id: courseId, ...live }, { outbox: 0 }).lean<CourseDocument>(),

    /** In no order. */
    getMany: (courseIds: string[]) =>
      model
        .find({ _id: { $in: courseIds }, ...live }, { outbox: 0 })
        .batchSize(courseIds.length + 1)
        .lean<CourseDocument[]>(),

    /** The course after a change, null when somebody has changed or deleted it since it was read. */
    change: ({ _id, revision }: CourseDocument, set: Partial<CourseDocument>, event: PendingEvent) =>
      unlessTaken(() =>
        model
          .findOneAndUpdate(
            { _id, revision, ...live },
            { $set: set, $inc: { revision: 1 }, $push: { outbox: event } },
            { returnDocument: 'after', projection: { outbox: 0 } },
          )
          .lean<CourseDocument>(),
      ),

    /** A page in the order of codes. */
    page: (query: CourseQuery) =>
      model
        .find(filterOf(query), { outbox: 0 })
        .sort({ codeKey: 1, _id: 1 })
        .limit(query.limit)
        .batchSize(query.limit)
        .lean<CourseDocument[]>(),
  };
}

async function unlessTaken<Result>(write: () => Promise<Result>): Promise<Result | 'taken'> {
  try {
    return await write();
  } catch (error) {
    if (isDuplicateKey(error)) return 'taken';
    throw error;
  }
}

function filterOf({ whose, search = '', termKey, archived, after }: CourseQuery) {
  return {
    $and: [
      live,
      ...(whose ? [{ $or: [{ ownerId: whose.ownerId }, { _id: { $in: whose.orIds } }] }] : []),
      ...searchConditions('searchKeys', search),
      ...(termKey === undefined ? [] : [{ termKey }]),
      ...(archived === undefined ? [] : [{ archivedAt: archived ? { $ne: null } : null }]),
      ...(after
        ? [{ $or: [{ codeKey: { $gt: after.codeKey } }, { codeKey: after.codeKey, _id: { $gt: after._id } }] }]
        : []),
    ],
  };
}
