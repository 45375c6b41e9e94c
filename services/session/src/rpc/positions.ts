import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export const positions = answer(rpcs.session.positions, async (context: Context, { sessionIds }) => {
  const found = await Promise.all(sessionIds.map((sessionId) => context.live.position(sessionId)));
  const known = found.flatMap((position, index) => {
    const sessionId = sessionIds[index];
    return position && sessionId ? { sessionId, ...position } : [];
  });
  return { positions: known };
});
