import { rooms, type SessionFrame, type Snapshot } from '@rollcall/contracts';
import type { RealtimeServer } from '../sockets/realtime/types.ts';
import { Coalescer, type Position, type Update } from './coalescer.ts';

const TEACHERS_MS = 100;
const STUDENTS_MS = 1_000;

export type Audience = 'teachers' | 'students';

/** Shows the frames of one session to this process's sockets in it: to each audience what it may see, not too often. */
export class SessionFeed {
  readonly #io: RealtimeServer;
  readonly #teachersRoom: string;
  readonly #studentsRoom: string;
  readonly #toTeachers: Coalescer;
  readonly #toStudents: Coalescer;
  readonly #ownShown = new Map<string, Position>();

  constructor(io: RealtimeServer, sessionId: string) {
    this.#io = io;
    this.#teachersRoom = rooms.teachersOf(sessionId);
    this.#studentsRoom = rooms.studentsOf(sessionId);
    const updates = (room: string) => (update: Update) => void io.local.to(room).emit('attendance:updated', update);
    this.#toTeachers = new Coalescer(TEACHERS_MS, updates(this.#teachersRoom));
    this.#toStudents = new Coalescer(STUDENTS_MS, updates(this.#studentsRoom));
  }

  show(frame: SessionFrame): void {
    if (frame.event === 'attendance:updated') this.#update(frame.data);
    else if (frame.audience === 'teachers') this.#io.local.to(this.#teachersRoom).emit(frame.event, frame.data);
    else {
      this.#toTeachers.flush();
      this.#toStudents.flush();
      this.#io.local.to([this.#teachersRoom, this.#studentsRoom]).emit(frame.event, frame.data);
    }
  }

  /** Frames go on from here, unless there were some already. */
  expectAfter({ epoch, seq }: Snapshot): void {
    this.#toTeachers.expectAfter({ epoch, seq });
    this.#toStudents.expectAfter({ epoch, seq });
  }

  /** What somebody in the audience was last shown: other objects after each frame. */
  shownTo(audience: Audience, userId: string): (Position | undefined)[] {
    return audience === 'teachers' ? [this.#toTeachers.shown] : [this.#toStudents.shown, this.#ownShown.get(userId)];
  }

  close(): void {
    this.#toTeachers.close();
    this.#toStudents.close();
  }

  #update(update: Update): void {
    this.#toTeachers.add(update);
    for (const change of update.changes) {
      this.#showOwn(change.studentId, { ...update, fromSeq: this.#toStudents.startOf(update), changes: [change] });
    }
    this.#toStudents.add({ ...update, changes: [] });
  }

  #showOwn(studentId: string, update: Update): void {
    this.#ownShown.set(studentId, { epoch: update.epoch, seq: update.seq });
    const { rooms: members } = this.#io.sockets.adapter;
    const inSession = members.get(this.#studentsRoom);
    const own = [...(members.get(rooms.user(studentId)) ?? [])].filter((socketId) => inSession?.has(socketId));
    if (own.length > 0) this.#io.local.to(own).emit('attendance:updated', update);
  }
}

/** Whether, between `before` and `now`, something was shown that `snapshot` does not hold. */
export function isBehind(snapshot: Snapshot, before: (Position | undefined)[], now: (Position | undefined)[]): boolean {
  return now.some(
    (shown, index) => shown && shown !== before[index] && (shown.epoch !== snapshot.epoch || shown.seq > snapshot.seq),
  );
}
