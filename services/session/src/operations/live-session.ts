import { setTimeout as wait } from 'node:timers/promises';
import { AppError, systemTrace, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { lastRound } from '../domain/rounds.ts';
import { summarise } from '../domain/status.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { rotateCode } from './rotate-code.ts';

const WAIT_STEP_MS = 50;
const WAIT_STEPS = 30;

/**
 * Makes sure that an open session has its live state, its code and its rotation; builds them from roster and records
 * when they are missing, in one process at a time. Throws `try_again` when another one does not get it done.
 */
export async function ensureLive(context: Context, session: SessionDocument, trace: Trace): Promise<void> {
  for (let step = 0; step < WAIT_STEPS; step += 1) {
    if (await context.live.exists(session._id)) return;
    if (await context.live.withLock(session._id, () => load(context, session._id, trace))) return;
    await wait(WAIT_STEP_MS);
  }
  throw new AppError('try_again');
}

async function load(context: Context, sessionId: string, trace: Trace): Promise<void> {
  // Read again under the lock: it may have ended, or been loaded, meanwhile.
  const session = await context.sessions.get(sessionId);
  if (!session?.open || (await context.live.exists(sessionId))) return;
  const records = await context.records.allOfSession(sessionId);
  const round = lastRound(session);
  const current = records.filter((record) => record.roundNumber === round);
  const counts = summarise(
    current.map((record) => record.status),
    0,
  );
  const { total: _, ...byStatus } = counts;
  await context.live.load(session, round, context.enrolments.roster(session.classId, trace), records, byStatus);
  if (session.status !== 'active') return;
  await rotateCode(context, session, { onlyIfDue: false }, systemTrace(trace.requestId));
  await context.rotation.start(sessionId, round, session.policy.rotationSeconds);
}
