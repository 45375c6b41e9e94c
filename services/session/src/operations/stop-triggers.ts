import type { Context } from '../context.ts';
import { lastRound } from '../domain/rounds.ts';
import type { SessionDocument } from '../store/sessions.ts';

/** No codes and no times any more for a session that is over. */
export async function stopTriggers({ rotation, timers }: Context, session: SessionDocument): Promise<void> {
  await rotation.stop(session._id, lastRound(session));
  if (session.endsAt || session.startsAt) await timers.clear(session._id);
}
