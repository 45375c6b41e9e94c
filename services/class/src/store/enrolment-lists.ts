import { beyond, type NamePosition, searchConditions } from '@rollcall/service-kit';
import type { EnrolmentDocument, EnrolmentModel } from './enrolment-model.ts';

const MAX_CLASSES = 5_000;
const MAX_STUDENTS = 10_000;
const MAX_PERIODS = 1_000;

/** A page of the students of a class by name. */
export interface NameSearch {
  classId: string;
  search: string;
  after: NamePosition | undefined;
  limit: number;
}

/** What can be asked of enrolments. Without another word it is about those of now. */
export function createEnrolmentLists(model: EnrolmentModel) {
  return {
    has: async (classId: string, studentId: string) =>
      (await model.findOne({ classId, studentId, endedAt: null }, { _id: 0, studentId: 1 }).lean()) !== null,

    /** The students of a class by name. */
    byName: (page: NameSearch) =>
      model
        .find(nameFilter(page), { outbox: 0, searchKeys: 0 })
        .sort({ nameKey: 1, _id: 1 })
        .limit(page.limit)
        .lean<EnrolmentDocument[]>(),

    /** The ids of a class's students in the order of their enrolment, at most 10,000. */
    async studentIds(classId: string): Promise<string[]> {
      const enrolled = await model
        .find({ classId, endedAt: null }, { _id: 0, studentId: 1 })
        .sort({ enrolledAt: 1, studentId: 1 })
        .limit(MAX_STUDENTS)
        .lean<{ studentId: string }[]>();
      return enrolled.map(({ studentId }) => studentId);
    },

    /** At most `limit` ids of a class's students in the order of these ids, those behind `after`. */
    async page(classId: string, after: string | undefined, limit: number): Promise<string[]> {
      const behind = after !== undefined && { studentId: { $gt: after } };
      const enrolled = await model
        .find({ classId, endedAt: null, ...behind }, { _id: 0, studentId: 1 })
        .sort({ studentId: 1 })
        .limit(limit)
        .lean<{ studentId: string }[]>();
      return enrolled.map(({ studentId }) => studentId);
    },

    /** At most `limit` ids of the classes that a student is in, in their order, those behind `after`. */
    async pageOfClassIds(studentId: string, after: string | undefined, limit: number): Promise<string[]> {
      const behind = after !== undefined && { classId: { $gt: after } };
      const enrolled = await model
        .find({ studentId, endedAt: null, ...behind }, { _id: 0, classId: 1 })
        .sort({ classId: 1 })
        .limit(limit)
        .lean<{ classId: string }[]>();
      return enrolled.map(({ classId }) => classId);
    },

    /** The classes that a student is in, at most 5,000. */
    async classIdsOf(studentId: string): Promise<string[]> {
      const enrolled = await model
        .find({ studentId, endedAt: null }, { _id: 0, classId: 1 })
        .limit(MAX_CLASSES)
        .batchSize(MAX_CLASSES)
        .lean<{ classId: string }[]>();
      return enrolled.map(({ classId }) => classId);
    },

    /** How many students classes have; those without any are left out. */
    async countByClass(classIds: string[]): Promise<Map<string, number>> {
      const counts = await model.aggregate<{ _id: string; students: number }>(
        [
          { $match: { classId: { $in: classIds }, endedAt: null } },
          { $group: { _id: '$classId', students: { $sum: 1 } } },
        ],
        { batchSize: classIds.length + 1 },
      );
      return new Map(counts.map(({ _id, students }) => [_id, students]));
    },

    /** Whether anybody is or was ever in a class. */
    everHad: async (classId: string) => (await model.findOne({ classId }, { _id: 1 }).lean()) !== null,

    /** A student's periods in the classes of a course, the latest first, at most 1,000. */
    periodsInCourse: (courseId: string, studentId: string) =>
      model
        .find({ courseId, studentId }, { classId: 1, enrolledAt: 1, endedAt: 1 })
        .sort({ number: -1 })
        .limit(MAX_PERIODS)
        .lean<EnrolmentDocument[]>(),
  };
}

/** The condition of a page by name. */
export function nameFilter({ classId, search, after }: Omit<NameSearch, 'limit'>) {
  const conditions = [...searchConditions('searchKeys', search), ...(after ? [beyond(after)] : [])];
  return { classId, endedAt: null, ...(conditions.length > 0 && { $and: conditions }) };
}
