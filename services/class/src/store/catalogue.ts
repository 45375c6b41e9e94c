import type { PendingEvent } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import { type ClassDocument, classModel } from './classes.ts';
import { type CourseDocument, courseModel } from './courses.ts';
import { enrolmentModel } from './enrolments.ts';

const ATTEMPTS = 20;
const live = { deletedAt: null };

export type Catalogue = ReturnType<typeof createCatalogue>;

/**
 * What depends on several documents. Without transactions: one that a server takes up after its client has given up, as
 * when it was frozen, keeps everybody else from the course for a minute.
 */
export function createCatalogue(connection: Connection) {
  const courses = courseModel(connection);
  const classes = classModel(connection);
  const enrolments = enrolmentModel(connection);

  /**
   * The class is stored hidden, counted in the course, then shown: a deletion of the course that began before finds the
   * count changed, and one that begins later takes away what is still hidden. What a dead process leaves hidden is removed
   * by the TTL index of tombstones.
   */
  async function addOnce({ outbox = [], ...created }: ClassDocument) {
    const { _id, courseId } = created;
    const hidden = { _id, hidden: true };
    await classes.create({ ...created, ...hidden, deletedAt: created.createdAt });
    const open = { _id: courseId, ...live, archivedAt: null };
    const counted = await courses.updateOne(open, { $inc: { revision: 1 } });
    if (counted.modifiedCount === 0) {
      await classes.deleteOne(hidden);
      return (await courses.exists({ _id: courseId, ...live })) ? 'archived' : 'gone';
    }
    const update = { $set: live, $unset: { hidden: 1 }, $push: { outbox: { $each: outbox } } };
    const shown = await classes.updateOne(hidden, update);
    return shown.modifiedCount === 1 ? 'added' : 'overtaken';
  }

  return {
    /** Stores a class of a course that is neither deleted nor archived; undefined when others are always faster. */
    async addClass(created: ClassDocument): Promise<'added' | 'gone' | 'archived' | undefined> {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const outcome = await addOnce(created);
        if (outcome !== 'overtaken') return outcome;
      }
      return undefined;
    },

    /** Makes a course a tombstone, unless it has classes; undefined when others are always faster. */
    async removeCourse(
      courseId: string,
      deletedAt: Date,
      event: PendingEvent,
    ): Promise<'removed' | 'gone' | 'used' | undefined> {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const course = await courses.findOne({ _id: courseId, ...live }, { revision: 1 }).lean<CourseDocument>();
        if (!course) return 'gone';
        if (await classes.exists({ courseId, ...live })) return 'used';
        await classes.deleteMany({ courseId, hidden: true });
        if (await classes.exists({ courseId, ...live })) return 'used';
        const update = { $set: { deletedAt }, $inc: { revision: 1 }, $push: { outbox: event } };
        const buried = await courses.updateOne({ _id: courseId, ...live, revision: course.revision }, update);
        if (buried.modifiedCount === 1) return 'removed';
      }
      return undefined;
    },

    /** Makes a class a tombstone, unless somebody is or was in it. */
    async removeClass(classId: string, deletedAt: Date, event: PendingEvent): Promise<'removed' | 'gone' | 'used'> {
      if (await enrolments.exists({ classId })) return 'used';
      const update = { $set: { deletedAt }, $inc: { revision: 1 }, $push: { outbox: event } };
      const buried = await classes.updateOne({ _id: classId, ...live }, update);
      return buried.modifiedCount === 1 ? 'removed' : 'gone';
    },
  };
}
