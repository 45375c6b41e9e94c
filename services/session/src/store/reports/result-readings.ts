import type { AttendanceStatus } from '@rollcall/contracts';
import type { Connection } from 'mongoose';
import type { ReportRange } from '../../domain/report-range.ts';
import { letterOf, statusOf } from '../../domain/result-letters.ts';
import type { SessionPosition } from '../session-readings.ts';
import { type ResultRoster, resultModel, resultRosterModel, type SessionResults } from './result-model.ts';

/** A student's result in a session that has ended. */
export interface StudentResult {
  _id: string;
  classId: string;
  className: string;
  courseName: string | null;
  beginsAt: Date;
  status: AttendanceStatus;
}

export interface StudentQuery extends ReportRange {
  studentId: string;
  classId?: string | undefined;
  status?: AttendanceStatus | undefined;
  /** Those that began before it. */
  after?: SessionPosition | undefined;
  limit?: number | undefined;
}

type ClassResults = Pick<SessionResults, '_id' | 'rosterId' | 'statuses'>;

/** What reports read of students and classes. */
export function createResultReadings(connection: Connection) {
  const model = resultModel(connection);
  const rosters = resultRosterModel(connection);

  /** Where a student stands in which rosters. */
  function placesOf({ studentId, classId }: StudentQuery) {
    return rosters.aggregate<{ _id: string; at: number }>([
      { $match: { studentIds: studentId, ...(classId !== undefined && { classId }) } },
      { $project: { at: { $indexOfArray: ['$studentIds', studentId] } } },
    ]);
  }

  return {
    /** A student's results, the last begun first. MongoDB takes the one letter, so that no others' leave it. */
    async ofStudent(query: StudentQuery): Promise<StudentResult[]> {
      const places = await placesOf(query);
      const ids = places.map(({ _id }) => _id);
      const place = { $arrayElemAt: [places.map(({ at }) => at), { $indexOfArray: [ids, '$rosterId'] }] };
      const { status, after, limit } = query;
      const found = await model.aggregate<Omit<StudentResult, 'status'> & { letter: string }>([
        { $match: { rosterId: { $in: ids }, ...beginning(query), ...before(after) } },
        { $sort: { beginsAt: -1, _id: -1 } },
        {
          $project: {
            ...{ classId: 1, className: 1, courseName: 1, beginsAt: 1 },
            letter: { $substrBytes: ['$statuses', place, 1] },
          },
        },
        ...(status === undefined ? [] : [{ $match: { letter: letterOf(status) } }]),
        ...(limit === undefined ? [] : [{ $limit: limit }]),
      ]);
      return found.map(({ letter, ...rest }) => ({ ...rest, status: statusOf(letter) }));
    },

    /** Who has which result in a session; null while it has not been counted. Rosters that sessions share are looked up in `known`. */
    async ofSession(sessionId: string, known: Map<string, string[]>): Promise<Map<string, AttendanceStatus> | null> {
      const found = await model.findById(sessionId, { rosterId: 1, statuses: 1 }).lean<ClassResults>();
      if (!found) return null;
      const { rosterId, statuses = '' } = found;
      const studentIds =
        known.get(rosterId) ?? (await rosters.findById(rosterId).lean<ResultRoster>())?.studentIds ?? [];
      known.set(rosterId, studentIds);
      return new Map(studentIds.map((studentId, at) => [studentId, statusOf(statuses.charAt(at))]));
    },

    /** The results of a class, the first first, with the rosters that they are of; with `last` so many of the end. */
    async ofClass(
      classId: string,
      range: ReportRange & { until?: Date },
      last?: number,
    ): Promise<{ sessions: ClassResults[]; rosters: Map<string, string[]> }> {
      const until = range.until && { beginsAt: { $lte: range.until } };
      const wanted = model
        .find({ classId, ...beginning(range), ...until }, { rosterId: 1, statuses: 1 })
        .sort({ beginsAt: -1 })
        .batchSize(5_000);
      const found = await (last === undefined ? wanted : wanted.limit(last)).lean<ClassResults[]>();
      const ids = [...new Set(found.map(({ rosterId }) => rosterId))];
      const ofThem = await rosters.find({ _id: { $in: ids } }).lean<ResultRoster[]>();
      return {
        sessions: found.toReversed(),
        rosters: new Map(ofThem.map(({ _id, studentIds }) => [_id, studentIds])),
      };
    },
  };
}

/** As a filter: sessions that begin in a range. */
export function beginning({ from, to }: ReportRange): { beginsAt?: { $gte?: Date; $lt?: Date } } {
  if (!from && !to) return {};
  return { beginsAt: { ...(from && { $gte: from }), ...(to && { $lt: to }) } };
}

function before(position: SessionPosition | undefined) {
  if (!position) return {};
  const { beginsAt, _id } = position;
  return { $or: [{ beginsAt: { $lt: beginsAt } }, { beginsAt, _id: { $lt: _id } }] };
}
