// The teacher's window in a process of its own: a board that says when it first showed whom.
import { connectLive, type LiveBoard, type LiveConnection, withRetry } from '@rollcall/client';
import { monotonicMs } from '../lib/clock.ts';
import { serve } from '../lib/forked.ts';

let live: LiveConnection | undefined;
let board: LiveBoard | undefined;
let watched = '';
const shownAtMs = new Map<string, number>();

const operations = {
  async connect(origin: string, token: string): Promise<void> {
    live = await connectLive({ origin, token });
  },

  async watch(sessionId: string): Promise<void> {
    const link = live;
    if (!link) throw new Error('the teacher is not connected');
    watched = sessionId;
    shownAtMs.clear();
    board = await withRetry(() => link.watch(sessionId), { attempts: 8 });
    board.onChange(({ marks }) => {
      const nowMs = monotonicMs();
      for (const studentId of marks.keys()) if (!shownAtMs.has(studentId)) shownAtMs.set(studentId, nowMs);
    });
  },

  async leave(): Promise<void> {
    if (watched) await live?.leave(watched);
    watched = '';
  },

  isAway: (): boolean => live?.state !== 'connected',

  /** When a student was first shown, by the monotonic clock. */
  shown: (): Record<string, number> => Object.fromEntries(shownAtMs),

  /** Which of these students the board does not show as marked, now. */
  missing: (studentIds: string[]): string[] => studentIds.filter((id) => !board?.state.marks.has(id)),

  /** How many the board says are in, in time or late, now. */
  marked: (): number => (board ? board.state.summary.present + board.state.summary.late : 0),
};
export type TeacherOperations = typeof operations;

serve(operations);
