import {
  type Actor,
  type AttendanceStatus,
  type Change,
  type QrCode,
  rpcs,
  type Snapshot,
  type Summary,
} from '@rollcall/contracts';
import { type Answer, AppError, answer } from '@rollcall/service-kit';
import { newId } from './ids.ts';

export interface Session {
  sessionId: string;
  classId: string;
  teacherId: string;
  coTeacherIds: Set<string>;
  roster: Set<string>;
  marks: Map<string, AttendanceStatus>;
  open: boolean;
  epoch: string;
  seq: number;
  /** The marks of the latest round, as snapshots hold them. */
  changes: Map<string, Change>;
  round: Snapshot['round'];
  codes: QrCode[];
  /** Without one it has no position. */
  hasLiveState: boolean;
}

interface Question {
  by: Actor;
  sessionId?: string | undefined;
}

/** Sessions with their marks. */
export class SessionState {
  readonly #sessions: Session[] = [];
  /** The requests that came, by verb. */
  readonly asked: string[] = [];
  /** The sessions of each request for positions. */
  readonly positionsAsked: string[][] = [];
  /** Without it nobody finds by a position that he is behind. */
  answersPositions = true;
  /** Runs before it is answered whether somebody may join. */
  beforeMayJoin: () => Promise<void> = async () => undefined;
  /** How many requests for a snapshot are refused from now on. */
  failingSnapshots = 0;
  /** Runs after a snapshot has been read and before it is answered. */
  beforeSnapshot: () => Promise<void> = async () => undefined;
  /** Runs before a summary is answered. */
  beforeSummary: () => Promise<void> = async () => undefined;

  readonly answers: Answer<unknown>[] = [
    answer(rpcs.session.mayJoin, async (_context, question) => {
      this.asked.push('may-join');
      await this.beforeMayJoin();
      const session = this.get(question.sessionId);
      const { by } = question;
      const teaches = session.teacherId === by.userId || session.coTeacherIds.has(by.userId);
      if (!teaches && !session.roster.has(by.userId)) {
        throw new AppError(by.role === 'teacher' ? 'not_class_teacher' : 'not_enrolled');
      }
      return { audience: teaches ? ('teachers' as const) : ('students' as const), classId: session.classId };
    }),
    answer(rpcs.session.snapshot, async (_context, { sessionId }) => {
      this.asked.push('snapshot');
      this.failingSnapshots -= 1;
      if (this.failingSnapshots >= 0) throw new AppError('try_again');
      this.failingSnapshots = 0;
      const snapshot = snapshotOf(this.get(sessionId));
      await this.beforeSnapshot();
      return { snapshot };
    }),
    answer(rpcs.session.positions, async (_context, { sessionIds }) => {
      this.positionsAsked.push(sessionIds);
      if (!this.answersPositions) throw new AppError('try_again');
      const live = sessionIds
        .map((sessionId) => this.get(sessionId))
        .filter(({ open, hasLiveState }) => open && hasLiveState);
      return { positions: live.map(({ sessionId, epoch, seq }) => ({ sessionId, epoch, seq })) };
    }),
    answer(rpcs.session.startRound, async (_context, question) => ({ round: this.#startRound(question) })),
    answer(rpcs.session.endRound, async (_context, question) => ({ round: this.#endRound(question) })),
    answer(rpcs.session.mark, async (_context, question) => {
      this.asked.push('mark');
      const session = this.#find(question);
      const { studentId, status } = question;
      if (!session.roster.has(studentId)) throw new AppError('student_not_found');
      session.marks.set(studentId, status);
      return { sessionId: session.sessionId, classId: session.classId, studentId, status };
    }),
    answer(rpcs.session.summary, async (_context, question) => {
      this.asked.push('summary');
      await this.beforeSummary();
      const { sessionId, classId, ...session } = this.#find(question);
      return { sessionId, classId, summary: summaryOf(session) };
    }),
    answer(rpcs.session.mine, async (_context, question) => {
      this.asked.push('mine');
      const { sessionId, classId, marks } = this.#find(question);
      return { sessionId, classId, status: marks.get(question.by.userId) ?? null };
    }),
    answer(rpcs.session.end, async (_context, question) => {
      this.asked.push('end');
      const session = this.#find(question);
      session.open = false;
      for (const studentId of session.roster) {
        if (!session.marks.has(studentId)) session.marks.set(studentId, 'absent');
      }
      const { sessionId, classId } = session;
      return { sessionId, classId, endedAt: '2026-03-02T09:00:00.000Z', summary: summaryOf(session) };
    }),
  ];

  start(classId: string, teacherId: string, studentIds: string[]): Session {
    const session: Session = {
      sessionId: newId(),
      classId,
      teacherId,
      coTeacherIds: new Set(),
      roster: new Set(studentIds),
      marks: new Map(),
      open: true,
      epoch: 'epoch-1',
      seq: 0,
      changes: new Map(),
      round: null,
      codes: [],
      hasLiveState: true,
    };
    this.#sessions.push(session);
    return session;
  }

  get(sessionId: string): Session {
    const session = this.#sessions.find((one) => one.sessionId === sessionId);
    if (!session) throw new AppError('session_not_found');
    return session;
  }

  #startRound(question: Question) {
    this.asked.push('start-round');
    const { sessionId } = this.#find(question);
    return { roundId: `${sessionId}.2`, roundNumber: 2, startsAt: '2026-03-02T08:30:00.000Z', endsAt: null };
  }

  #endRound(question: Question) {
    this.asked.push('end-round');
    const { sessionId } = this.#find(question);
    const endsAt = '2026-03-02T08:45:00.000Z';
    return { roundId: `${sessionId}.1`, roundNumber: 1, startsAt: '2026-03-02T08:30:00.000Z', endsAt };
  }

  #find({ by, sessionId }: Question): Session {
    if (sessionId) return this.get(sessionId);
    const open = this.#sessions.filter((one) => one.open && (one.teacherId === by.userId || one.roster.has(by.userId)));
    const last = open.at(-1);
    if (!last) throw new AppError('no_active_session');
    return last;
  }
}

export function summaryOf({ marks, roster }: Pick<Session, 'marks' | 'roster'>): Summary {
  const count = (status: AttendanceStatus) => [...marks.values()].filter((one) => one === status).length;
  return {
    present: count('present'),
    late: count('late'),
    absent: count('absent'),
    excused: count('excused'),
    total: roster.size,
  };
}

export function snapshotOf(session: Session): Snapshot {
  const { sessionId, classId, epoch, seq, open, round, changes, codes } = session;
  const position = open
    ? { status: 'active' as const, epoch, seq }
    : { status: 'ended' as const, epoch: 'ended', seq: 0 };
  const marks = [...changes.values()];
  return { sessionId, classId, ...position, round, marks, summary: summaryOf(session), qr: codes[0] ?? null, codes };
}
