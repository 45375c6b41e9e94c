import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readRecordId } from '../domain/ids.ts';
import { markStudent } from '../operations/mark-student.ts';
import { presentWithHistory } from '../presenters/present.ts';

/** An administrator may set what a teacher may mark, of any class; the record has to be there. */
export const setRecordStatus = operation(
  routes.setRecordStatus,
  async (context: Context, { ids, body, caller, trace }) => {
    const { sessionId, roundNumber, studentId } = readRecordId(ids.id);
    const session = await context.sessions.get(sessionId);
    if (!session || !(await context.records.get(sessionId, ids.id))) throw new AppError('record_not_found');
    const { status, reason, rev } = body;
    const mark = { by: caller, studentId, status, reason, method: 'manual', roundNumber, rev } as const;
    return presentWithHistory(await markStudent(context, session, mark, trace));
  },
);
