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
  return { ...board, seq: frame.seq, summary: frame.summary, marks: withChanges(board.marks, changesOf(board, frame)) };
}

// What was on its way when the next round began belongs to the one before.
function changesOf({ round }: Board, { changes }: UpdateFrame): Change[] {
  return changes.filter(({ roundNumber }) => roundNumber >= (round?.roundNumber ?? 0));
}

/** The board with a newer code in its slot of the wall; the same board when the code is older than the one it shows there. */
export function applyQr(board: Board, qr: QrCode): Board {
  const shown = board.codes ?? (board.qr ? [board.qr] : []);
  const current = shown.find(({ slot }) => slot === qr.slot);
  if (current && qr.issuedAt < current.issuedAt) return board;
  // A new round begins with an empty wall.
  const others = shown.filter(({ slot, roundId }) => slot !== qr.slot && roundId === qr.roundId);
  const codes = [...others, qr].sort((one, other) => one.slot - other.slot);
  return { ...board, qr: codes[0] ?? null, codes };
}

function withChanges(marks: ReadonlyMap<string, Change>, changes: readonly Change[]): Map<string, Change> {
  const next = new Map(marks);
  for (const change of changes) {
    const before = next.get(change.studentId);
    if (!before || before.roundNumber <= change.roundNumber) next.set(change.studentId, change);
  }
  return next;
}
