import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { lastRound } from '../domain/rounds.ts';
import { readWall } from '../operations/read-wall.ts';
import { followPhase } from '../operations/wall.ts';
import { presentWall } from '../presenters/wall.ts';

export const rotateQr = operation(routes.rotateQr, async (context: Context, { ids, caller, trace }) => {
  const wall = await readWall(context, { by: caller, sessionId: ids.id }, 'all', trace);
  await followPhase(context, wall.session._id, lastRound(wall.session));
  return presentWall(wall);
});
