import { rooms, type SessionFrame } from '@rollcall/contracts';
import type { RealtimeServer } from '../sockets/realtime/types.ts';
import { Coalescer, type Update } from './coalescer.ts';

const TEACHERS_MS = 100;
const STUDENTS_MS = 1_000;

/** Shows the frames of one session to this process's sockets in it: to each audience what it may see, not too often. */
export class SessionFeed {
  readonly #io: RealtimeServer;
  readonly #teachersRoom: string;
  readonly #studentsRoom: string;
  readonly #toTeachers: Coalescer;
  readonly #toStudents: Coalescer;

  constructor(io: RealtimeServer, sessionId: string) {
    this.#io = io;
    this.#teachersRoom = rooms.teachersOf(sessionId);
    this.#studentsRoom = rooms.studentsOf(sessionId);
    const updates = (room: string) => (update: Update) => void io.local.to(room).emit('attendance:updated', update);
    this.#toTeachers = new Coalescer(TEACHERS_MS, updates(this.#teachersRoom));
    this.#toStudents = new Coalescer(STUDENTS_MS, updates(this.#studentsRoom));
  }

  /** Updates of an epoch come in order and without gaps. */
  show(frame: SessionFrame): void {
    if (frame.event === 'attendance:updated') this.#update(frame.data);
    else if (frame.audience === 'teachers') this.#io.local.to(this.#teachersRoom).emit(frame.event, frame.data);
    else {
      this.#toTeachers.flush();
      this.#toStudents.flush();
      this.#io.local.to([this.#teachersRoom, this.#studentsRoom]).emit(frame.event, frame.data);
    }
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
    const { rooms: members } = this.#io.sockets.adapter;
    const inSession = members.get(this.#studentsRoom);
    const own = [...(members.get(rooms.user(studentId)) ?? [])].filter((socketId) => inSession?.has(socketId));
    if (own.length > 0) this.#io.local.to(own).emit('attendance:updated', update);
  }
}
