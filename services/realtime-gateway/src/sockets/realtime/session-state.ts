import { rooms } from '@rollcall/contracts';
import type { SessionWatches } from '../../rooms/session-watches.ts';
import type { StateOf } from './back-pressure.ts';

/** Nobody shows it: the gap that it comes with makes the client take a snapshot. */
const unknown = { present: 0, late: 0, absent: 0, excused: 0, total: 0 };

/** Tells how far the sessions have come that this process watches. */
export function createStateOf(watches: SessionWatches): StateOf {
  return (sessionId, socket) => {
    const audience = socket.rooms.has(rooms.studentsOf(sessionId)) ? 'students' : 'teachers';
    const shown = watches.enter(sessionId, socket.id).shownTo(audience, socket.data.caller.userId);
    const [first, own] = shown;
    const latest = own && (!first || (own.epoch === first.epoch && own.seq > first.seq)) ? own : first;
    return latest && { ...latest, summary: unknown };
  };
}
