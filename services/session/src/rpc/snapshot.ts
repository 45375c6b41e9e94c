import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { getSession } from '../operations/find-session.ts';
import { readSnapshot } from '../operations/read-session.ts';
import { rotateWall, wallOf } from '../operations/wall.ts';

/** All marks, and the codes on the wall of a session that runs. */
export const snapshot = answer(rpcs.session.snapshot, async (context: Context, { sessionId }, trace) => {
  const session = await getSession(context, sessionId);
  const state = await readSnapshot(context, session, trace);
  const codes = session.status === 'active' ? ((await rotateWall(context, wallOf(session), 'due', trace)) ?? []) : [];
  return { snapshot: { ...state, qr: codes[0] ?? null, codes } };
});
