import type { Counts, ReportStep } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import type { Connection, PipelineStage } from 'mongoose';
import type { ReportRange } from '../../domain/report-range.ts';
import { resultModel } from './result-model.ts';
import { beginning } from './result-readings.ts';

/** What results can be grouped by. */
export type GroupKey = 'class' | 'teacher' | 'date' | 'weekday';

export interface Grouping extends ReportRange {
  /** Of these classes alone. */
  classIds?: string[] | undefined;
  by: ReportStep;
  timeZone: string;
}

export interface Group<Key> {
  key: Key;
  counts: Counts;
}

export interface Groups {
  class: Group<string>[];
  teacher: Group<string>[];
  /** The first day of the group. */
  date: Group<string>[];
  /** 1 is Monday. */
  weekday: Group<number>[];
}

const UNKNOWN_TIME_ZONE = 40_485;

const sums = {
  present: { $sum: '$counts.present' },
  late: { $sum: '$counts.late' },
  absent: { $sum: '$counts.absent' },
  excused: { $sum: '$counts.excused' },
  sessions: { $sum: 1 },
};

/** What reports read in sums. MongoDB knows the days, weeks and months of time zones, with their summer times. */
export function createResultGroups(connection: Connection) {
  const model = resultModel(connection);

  return {
    /** The same results grouped by each of the keys, in the order of keys. Throws `invalid_request` for an unknown time zone. */
    async groupResults<Key extends GroupKey>(grouping: Grouping, keys: readonly Key[]): Promise<Pick<Groups, Key>> {
      const { classIds, by, timeZone } = grouping;
      const stages = stagesOf(by, timeZone);
      const [found] = await model
        .aggregate<Record<Key, ({ _id: string | number } & Counts)[]>>([
          { $match: { ...(classIds && { classId: { $in: classIds } }), ...beginning(grouping) } },
          { $project: { classId: 1, teacherIds: 1, beginsAt: 1, counts: 1 } },
          { $facet: Object.fromEntries(keys.map((key) => [key, stages[key]])) },
        ])
        .catch(refuseUnknownZone);
      const groups = keys.map((key) => [key, (found?.[key] ?? []).map(({ _id, ...counts }) => ({ key: _id, counts }))]);
      return Object.fromEntries(groups) as Pick<Groups, Key>;
    },

    /** Of each class all in all, with its last session; classes without results are left out. */
    async sumsOfClasses(
      classIds: string[],
    ): Promise<(Group<string> & { last: { sessionId: string; beginsAt: Date } })[]> {
      const last = { $max: { beginsAt: '$beginsAt', sessionId: '$_id' } };
      const found = await model.aggregate<{ _id: string; last: { sessionId: string; beginsAt: Date } } & Counts>([
        { $match: { classId: { $in: classIds } } },
        { $group: { _id: '$classId', ...sums, last } },
      ]);
      return found.map(({ _id, last, ...counts }) => ({ key: _id, counts, last }));
    },
  };
}

function stagesOf(unit: ReportStep, timezone: string): Record<GroupKey, PipelineStage.FacetPipelineStage[]> {
  const first = { $dateTrunc: { date: '$beginsAt', unit, timezone, startOfWeek: 'monday' } };
  const date = { $dateToString: { date: first, timezone, format: '%Y-%m-%d' } };
  const weekday = { $isoDayOfWeek: { date: '$beginsAt', timezone } };
  const groupBy = (_id: unknown): PipelineStage.FacetPipelineStage[] => [
    { $group: { _id, ...sums } },
    { $sort: { _id: 1 } },
  ];
  return {
    class: groupBy('$classId'),
    teacher: [{ $unwind: '$teacherIds' }, ...groupBy('$teacherIds')],
    date: groupBy(date),
    weekday: groupBy(weekday),
  };
}

function refuseUnknownZone(error: unknown): never {
  if ((error as { code?: unknown }).code !== UNKNOWN_TIME_ZONE) throw error;
  throw new AppError('invalid_request', { details: [{ path: 'timeZone', message: 'this time zone is not known' }] });
}
