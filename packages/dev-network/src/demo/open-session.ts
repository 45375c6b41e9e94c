import { type RollcallError, withRetry } from '@rollcall/client';
import { type PolicyInput, routes, type Session } from '@rollcall/contracts';
import { type Account, isRefusal, patient } from './accounts.ts';

/** Starts a session of a class. One that an interrupted run has left open is ended before. */
export async function openSession(teacher: Account, classId: string, policy?: PolicyInput): Promise<Session> {
  const start = () => teacher.client.call(routes.startSession, { body: { classId, policy } });
  try {
    return await start();
  } catch (error) {
    if (!isRefusal(error, 'session_already_active')) throw error;
    // Starting the classic way ends the open session, and says the id of the one that takes its place.
    const { sessionId } = await teacher.client.call(routes.classicStart, { body: { classId } });
    await endSession(teacher, sessionId);
    return start();
  }
}

/** Ends a session, however often it must be asked for; one that has ended already is as good. */
export async function endSession(teacher: Account, sessionId: string): Promise<void> {
  const end = () => teacher.client.call(routes.endSession, { ids: { id: sessionId } });
  await withRetry(end, patient).catch((error: RollcallError) => {
    if (!isRefusal(error, 'session_not_active')) throw error;
  });
}
