import { rpcs } from '@rollcall/contracts';
import { type Answer, answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { isSessionActive } from '../policies/is-session-active.ts';
import { jwks } from '../routes/jwks.ts';
import { bindDevice } from './bind-device.ts';
import { devicesOfRoster } from './devices-of-roster.ts';
import { ensureStudents } from './ensure-students.ts';
import { usersByEmail } from './users-by-email.ts';
import { usersById } from './users-by-id.ts';
import { usersByStudentNumber } from './users-by-student-number.ts';

export const answers: Answer<Context>[] = [
  answer(rpcs.auth.usersById, usersById),
  answer(rpcs.auth.usersByEmail, usersByEmail),
  answer(rpcs.auth.usersByStudentNumber, usersByStudentNumber),
  answer(rpcs.auth.ensureStudents, ensureStudents),
  answer(rpcs.auth.devicesOfRoster, devicesOfRoster),
  answer(rpcs.auth.bindDevice, bindDevice),
  answer(rpcs.auth.jwks, jwks),
  answer(rpcs.auth.endedSince, ({ logInSessions, clock }, { sinceMs }) =>
    logInSessions.endedSince(sinceMs, clock.now()),
  ),
  answer(rpcs.auth.isSessionActive, async (context, { sessionId }) => ({
    active: await isSessionActive(context, sessionId, context.clock.now()),
  })),
];
