import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { presentRecordPage } from '../presenters/present.ts';

export const listFlagged = operation(routes.listFlagged, async (context: Context, { ids, query, caller }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  const records = await context.records.page(session._id, { ...query, onlyFlagged: true });
  return presentRecordPage(records, query.limit);
});
