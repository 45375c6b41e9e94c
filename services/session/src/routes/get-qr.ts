import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { ensureLive } from '../operations/live-session.ts';
import { rotateCode } from '../operations/rotate-code.ts';

export const getQr = operation(routes.getQr, async (context: Context, { ids, caller, trace }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  if (session.status !== 'active') throw new AppError('session_not_active');
  await ensureLive(context, session, trace);
  const code = await rotateCode(context, session, { onlyIfDue: true }, trace);
  if (!code) throw new AppError('session_not_active');
  return code;
});
