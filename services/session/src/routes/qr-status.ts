import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { roundId } from '../domain/ids.ts';
import { lastRound } from '../domain/rounds.ts';
import { readWall } from '../operations/read-wall.ts';

export const qrStatus = operation(routes.qrStatus, async (context: Context, { ids, caller, trace }) => {
  const { session, codes } = await readWall(context, { by: caller, sessionId: ids.id }, 'due', trace);
  const nowMs = context.redisClock.nowMs();
  return {
    sessionId: session._id,
    roundId: roundId(session._id, lastRound(session)),
    mode: session.policy.mode,
    rotationSeconds: session.policy.rotationSeconds,
    hasTypedCode: codes.some(({ code }) => code !== null),
    slots: codes.map(({ slot, issuedAt, expiresAt }) => {
      const secondsLeft = Math.max(0, (Date.parse(expiresAt) - nowMs) / 1000);
      return { slot, issuedAt, expiresAt, secondsLeft };
    }),
  };
});
