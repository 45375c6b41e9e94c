import type { Snapshot } from '@rollcall/contracts';
import type { SessionState } from './session-state.ts';

export type Audience = 'teachers' | 'students';

/** What somebody may see of a session: teachers everything, a student the counts and the own mark. */
export function snapshotFor(state: SessionState, audience: Audience, userId: string): Snapshot {
  const { sessionId, classId, status, round, epoch, seq, summary } = state;
  const common = { sessionId, classId, status, round, epoch, seq, summary };
  if (audience === 'students') {
    const own = state.marks.get(userId);
    return { ...common, marks: own ? [own] : [], qr: null };
  }
  const { codes } = state.wall;
  return { ...common, marks: [...state.marks.values()], qr: codes[0] ?? null, codes };
}
