import type { JobData } from '@rollcall/contracts';
import { AppError, systemTrace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { givesUpAtMs } from '../domain/session-times.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { activateSession } from './activate-session.ts';
import { cancelSession } from './cancel-session.ts';
import { endSession } from './end-session.ts';

/** While another session of the class is open, a scheduled one is tried again so often. */
const AGAIN_MS = 3_000;

/**
 * Starts or ends a session whose time has come by Redis' clock. Answers when to try again (ms since the epoch): it is too
 * early, or another session of the class is in the way. A session that has gone on meanwhile is left alone.
 */
export async function keepTime(
  context: Context,
  { sessionId, action }: JobData<'sessionTimer'>,
): Promise<number | undefined> {
  const session = await context.sessions.get(sessionId);
  const isWaiting = session?.status === (action === 'activate' ? 'scheduled' : 'active');
  const due = action === 'activate' ? session?.startsAt : session?.endsAt;
  if (!isWaiting || !due) return undefined;
  if (context.redisClock.nowMs() < due.getTime()) return due.getTime();
  return action === 'activate' ? activate(context, session) : end(context, sessionId);
}

async function activate(context: Context, session: SessionDocument): Promise<number | undefined> {
  const trace = systemTrace(`activate:${session._id}`);
  const nowMs = context.redisClock.nowMs();
  try {
    if (nowMs < givesUpAtMs(session)) await activateSession(context, session, trace);
    else await cancelSession(context, session, 'Another session of the class was open all the time', trace);
    return undefined;
  } catch (error) {
    if (isCode(error, 'session_already_active')) return nowMs + AGAIN_MS;
    // Somebody was faster.
    if (isCode(error, 'session_not_scheduled') || isCode(error, 'session_not_active')) return undefined;
    throw error;
  }
}

async function end(context: Context, sessionId: string): Promise<undefined> {
  try {
    await endSession(context, sessionId, systemTrace(`end:${sessionId}`));
  } catch (error) {
    if (!isCode(error, 'session_not_active')) throw error;
  }
}

function isCode(error: unknown, code: AppError['code']): boolean {
  return error instanceof AppError && error.code === code;
}
