import type { Change, QrCode, ServerEvent, Snapshot, serverEvents } from '@rollcall/contracts';
import type { z } from 'zod';

export type ServerData<Event extends ServerEvent> = z.output<(typeof serverEvents)[Event]>;
export type UpdateFrame = ServerData<'attendance:updated'>;

/** What a screen shows of a session: true up to `seq` of `epoch`. */
export interface Board extends Omit<Snapshot, 'marks'> {
  /** By student id, of the latest round that a student was marked in. */
  marks: ReadonlyMap<string, Change>;
}

/** A board from the session's state at one instant. */
export function boardFrom({ marks, ...state }: Snapshot): Board {
  return { ...state, marks: withChanges(new Map(), marks) };
}

/**
 * The board after a frame: the same board when the frame is already in it, undefined when frames before it are missing or
 * it belongs to another epoch, so that a new snapshot is needed.
 */
export function applyUpdate(board: Board, frame: UpdateFrame): Board | undefined {
  if (frame.epoch !== board.epoch) return undefined;
  if (frame.seq <= board.seq) return board;
  if (frame.fromSeq > board.seq + 1) return undefined;
  return { ...board, seq: frame.seq, summary: frame.summary, marks: withChanges(board.marks, frame.changes) };
}

/** The board with a newer code on the wall; the same board when the code is older than the one it shows. */
export function applyQr(board: Board, qr: QrCode): Board {
  return board.qr && qr.issuedAt < board.qr.issuedAt ? board : { ...board, qr };
}

function withChanges(marks: ReadonlyMap<string, Change>, changes: readonly Change[]): Map<string, Change> {
  const next = new Map(marks);
  for (const change of changes) {
    const before = next.get(change.studentId);
    if (!before || before.roundNumber <= change.roundNumber) next.set(change.studentId, change);
  }
  return next;
}
