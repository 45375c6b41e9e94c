import { type QrCode, rpcs } from '@rollcall/contracts';
import { AppError, answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { teaches } from '../domain/access.ts';
import { findForStudent, getSession } from '../operations/find-session.ts';
import { readSnapshot } from '../operations/read-session.ts';
import { rotateWall, wallOf } from '../operations/wall.ts';

/** Teachers see all marks and the code on the wall, students their own mark. */
export const join = answer(rpcs.session.join, async (context: Context, { by, sessionId }, trace) => {
  if (by.role === 'student') {
    const session = await findForStudent(context, { by, sessionId }, trace);
    const snapshot = await readSnapshot(context, session, trace, by.userId);
    return { audience: 'students' as const, snapshot: { ...snapshot, qr: null } };
  }
  const session = await getSession(context, sessionId);
  if (!teaches(session, by)) throw new AppError('not_class_teacher');
  const snapshot = await readSnapshot(context, session, trace);
  let codes: QrCode[] = [];
  if (session.status === 'active') codes = (await rotateWall(context, wallOf(session), 'due', trace)) ?? [];
  return { audience: 'teachers' as const, snapshot: { ...snapshot, qr: codes[0] ?? null, codes } };
});
