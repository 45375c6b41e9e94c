import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { presentExcuse } from '../../presenters/present-excuse.ts';
import type { ExcuseDocument, ExcuseQuery } from '../../store/excuses.ts';
import { namesOf } from '../people.ts';

/** A page of excuses, the newest first, with the names of their students. */
export async function listExcuses(context: Context, query: ExcuseQuery, trace: Trace) {
  const found = await context.excuses.page({ ...query, limit: query.limit + 1 });
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: await withNames(context, items, trace),
    nextCursor: found.length > query.limit && last ? last._id : null,
  };
}

/** An excuse with the name of its student. */
export async function withName(context: Context, excuse: ExcuseDocument, trace: Trace) {
  const [named] = await withNames(context, [excuse], trace);
  return named ?? presentExcuse(excuse, null);
}

async function withNames(context: Context, excuses: ExcuseDocument[], trace: Trace) {
  const ids = excuses.map(({ studentId }) => studentId);
  const names = await namesOf(context, ids, trace);
  return excuses.map((excuse) => presentExcuse(excuse, names.get(excuse.studentId) ?? null));
}
