import { rpcs } from '@rollcall/contracts';
import { type Answer, answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { isSessionActive } from '../policies/is-session-active.ts';
import { jwks } from '../routes/jwks.ts';
import { usersById } from './users-by-id.ts';

export const answers: Answer<Context>[] = [
  answer(rpcs.auth.usersById, usersById),
  answer(rpcs.auth.jwks, jwks),
  answer(rpcs.auth.endedSince, ({ logInSessions, clock }, { sinceMs }) =>
    logInSessions.endedSince(sinceMs, clock.now()),
  ),
  answer(rpcs.auth.isSessionActive, async (context, { sessionId }) => ({
    active: await isSessionActive(context, sessionId, context.clock.now()),
  })),
];
