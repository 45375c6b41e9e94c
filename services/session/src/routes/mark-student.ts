import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { markStudent as mark } from '../operations/mark-student.ts';
import { presentWithHistory } from '../presenters/present.ts';

export const markStudent = operation(routes.markStudent, async (context: Context, { ids, body, caller, trace }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  const { status, roundNumber, reason = null, rev } = body;
  const { studentId } = ids;
  const record = await mark(
    context,
    session,
    { by: caller, studentId, status, reason, method: 'manual', roundNumber, rev },
    trace,
  );
  return presentWithHistory(record);
});
