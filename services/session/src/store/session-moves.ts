import type { PendingEvent } from '@rollcall/service-kit';
import { complete, type SessionDocument, type StoredSession } from './session-document.ts';
import type { SessionModel } from './session-model.ts';

export interface Move {
  startsAt: Date;
  endsAt: Date | null;
  room: string | null;
  changedAt: Date;
}

/** Other times and rooms for sessions that wait for their start. */
export function createSessionMoves(model: SessionModel) {
  return {
    /** The session as it is moved; null when it does not wait any more, or was moved since it was read. */
    async move({ _id, moves }: SessionDocument, to: Move, event: PendingEvent): Promise<SessionDocument | null> {
      const moved = await model
        .findOneAndUpdate(
          { _id, status: 'scheduled', moves: moves ?? { $exists: false } },
          { $set: { ...to, beginsAt: to.startsAt }, $inc: { moves: 1 }, $push: { outbox: event } },
          { returnDocument: 'after', projection: { outbox: 0 } },
        )
        .lean<StoredSession>();
      return moved && complete(moved);
    },
  };
}
