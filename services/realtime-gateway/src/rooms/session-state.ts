import type { Change, SessionFrame, Snapshot } from '@rollcall/contracts';
import type { Update } from './coalescer.ts';
import { Wall } from './wall.ts';

type RoundFrame = Extract<SessionFrame, { event: 'round:started' }> | Extract<SessionFrame, { event: 'round:ended' }>;

/** What a process knows of a session: true up to `seq` of `epoch`, kept so by the rules of clients' boards. */
export class SessionState {
  readonly sessionId: string;
  readonly classId: string;
  readonly status: Snapshot['status'];
  readonly epoch: string;
  readonly wall: Wall;
  round: Snapshot['round'];
  seq: number;
  summary: Snapshot['summary'];
  /** By student, of the latest round that each was marked in. */
  marks = new Map<string, Change>();

  constructor({ sessionId, classId, status, round, epoch, seq, marks, summary, qr, codes }: Snapshot) {
    this.sessionId = sessionId;
    this.classId = classId;
    this.status = status;
    this.round = round;
    this.epoch = epoch;
    this.seq = seq;
    this.summary = summary;
    this.wall = new Wall(codes ?? (qr ? [qr] : []));
    for (const mark of marks) this.#mark(mark);
  }

  /** Whether marks come: what does not run changes without frames. */
  get isRunning(): boolean {
    return this.status === 'active' || this.status === 'closing';
  }

  get isOver(): boolean {
    return this.status === 'ended' || this.status === 'cancelled';
  }

  follows({ epoch, fromSeq }: Update): boolean {
    return epoch === this.epoch && fromSeq <= this.seq + 1;
  }

  holds({ epoch, seq }: Update): boolean {
    return epoch === this.epoch && seq <= this.seq;
  }

  update({ seq, summary, changes }: Update): void {
    this.seq = seq;
    this.summary = summary;
    // What was on its way when the next round began belongs to the one before.
    const first = this.round?.roundNumber ?? 0;
    for (const change of changes) if (change.roundNumber >= first) this.#mark(change);
  }

  /** Takes what a frame says of a round; false when it is known already. */
  follow(frame: RoundFrame): boolean {
    const { round } = this;
    const { roundId, roundNumber } = frame.data;
    if (round && round.roundNumber > roundNumber) return false;
    const isSame = round?.roundNumber === roundNumber;
    if (isSame && (frame.event === 'round:started' || round.endsAt)) return false;
    if (frame.event === 'round:started')
      this.round = { roundId, roundNumber, startsAt: frame.data.startsAt, endsAt: null };
    else if (isSame) this.round = { ...round, endsAt: frame.data.endsAt };
    return true;
  }

  /** Takes over what a later state of the same epoch has come to. */
  catchUp({ seq, summary, marks }: SessionState): void {
    this.seq = seq;
    this.summary = summary;
    this.marks = marks;
  }

  #mark(change: Change): void {
    const before = this.marks.get(change.studentId);
    if (!before || before.roundNumber <= change.roundNumber) this.marks.set(change.studentId, change);
  }
}
