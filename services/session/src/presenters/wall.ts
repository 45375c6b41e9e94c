import type { QrCode, Wall } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import type { SessionDocument } from '../store/sessions.ts';

/** What a screen shows: the first code, all of them, and whose they are. */
export function presentWall({ session, codes }: { session: SessionDocument; codes: QrCode[] }): Wall {
  const [first] = codes;
  if (!first) throw new AppError('round_not_active');
  const { className, courseName, teacherName, room } = session;
  return { ...first, codes, className, courseName, teacherName, room };
}
