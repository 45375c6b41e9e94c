import type { QrCode } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { runningRound } from '../domain/rounds.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { findForTeacher, type SessionQuestion } from './find-session.ts';
import { ensureLive } from './live-session.ts';
import { rotateWall, wallOf } from './wall.ts';

/**
 * The codes on the wall of a teacher's session, after all of them or those that are due were replaced. Throws
 * `session_not_active` and `round_not_active`.
 */
export async function readWall(
  context: Context,
  question: SessionQuestion,
  replace: 'all' | 'due',
  trace: Trace,
): Promise<{ session: SessionDocument; codes: QrCode[] }> {
  const session = await findForTeacher(context, question);
  if (session.status !== 'active') throw new AppError('session_not_active');
  if (!runningRound(session)) throw new AppError('round_not_active');
  await ensureLive(context, session, trace);
  const codes = await rotateWall(context, wallOf(session), replace, trace);
  if (!codes) throw new AppError('session_not_active');
  return { session, codes };
}
