import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { namesOf } from '../../operations/people.ts';
import { presentRecord } from '../../presenters/present.ts';
import type { RecordDocument } from '../../store/records.ts';
import type { FlaggedPosition } from '../../store/reports/reports.ts';

export const listAllFlagged = operation(routes.listAllFlagged, async (context: Context, { query, trace }) => {
  const { cursor, limit } = query;
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const found = await context.reports.pageOfFlagged(after, limit + 1);
  const records = found.slice(0, limit);
  const [names, sessions] = await Promise.all([
    namesOf(context, [...new Set(records.map(({ studentId }) => studentId))], trace),
    context.reports.sessionsById([...new Set(records.map(({ sessionId }) => sessionId))]),
  ]);
  const classNames = new Map(sessions.map(({ _id, className }) => [_id, className]));
  const last = records.at(-1);
  return {
    items: records.map((record) => ({
      ...presentRecord(record),
      studentName: names.get(record.studentId) ?? null,
      className: classNames.get(record.sessionId) ?? '',
    })),
    nextCursor: found.length > limit && last ? cursorOf(last) : null,
  };
});

function cursorOf({ recordedAt, _id }: RecordDocument): string {
  return `${recordedAt.getTime()}.${_id}`;
}

function readCursor(cursor: string): FlaggedPosition {
  const dot = cursor.indexOf('.');
  return { recordedAt: new Date(Number(cursor.slice(0, dot))), _id: cursor.slice(dot + 1) };
}
