import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { presentRecord } from '../presenters/present.ts';

export const listRecords = operation(routes.listRecords, async (context: Context, { ids, query, caller }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  const records = await context.records.page(session._id, query.cursor, query.limit);
  const nextCursor = records.length === query.limit ? (records.at(-1)?._id ?? null) : null;
  return { items: records.map(presentRecord), nextCursor };
});
