import { routes } from '@rollcall/contracts';
import { createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { lastRound } from '../domain/rounds.ts';
import { readWall } from '../operations/read-wall.ts';
import { followPhase, renewTypedCode, rotateWall, wallOf } from '../operations/wall.ts';

export const regenerateCode = operation(routes.regenerateCode, async (context: Context, { ids, caller, trace }) => {
  const { session } = await readWall(context, { by: caller, sessionId: ids.id }, 'due', trace);
  const { _id: sessionId, classId } = session;
  const code = await renewTypedCode(context, wallOf(session), trace);
  if (code !== null) {
    const event = createEvent(context.bus, 'sessionCodeRegenerated', sessionId, { sessionId, classId }, trace);
    await context.sessions.addEvent(sessionId, event);
    // The screens that show the code hear of the new one with the next QR: now.
    await rotateWall(context, wallOf(session), 'all', trace);
    await followPhase(context, sessionId, lastRound(session));
  }
  return { sessionId, code };
});
