import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { presentRecordPage } from '../presenters/present.ts';

export const listRecords = operation(routes.listRecords, async (context: Context, { ids, query, caller }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  return presentRecordPage(await context.records.page(session._id, query), query.limit);
});
