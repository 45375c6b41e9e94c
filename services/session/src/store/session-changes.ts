import type { SessionStatus, Summary } from '@rollcall/contracts';
import { isDuplicateKey, type PendingEvent } from '@rollcall/service-kit';
import { complete, type RoundDocument, type SessionDocument, type StoredSession } from './session-document.ts';
import type { SessionModel } from './session-model.ts';

/** What happens to sessions: each change asks for the state that it comes from, so that of two at once one wins. */
export function createSessionChanges(model: SessionModel) {
  /** Changes one session if it is as `filter` says; null when it is not. */
  async function change(filter: object, update: object, options: object = {}): Promise<SessionDocument | null> {
    const changed = await model
      .findOneAndUpdate(filter, update, { returnDocument: 'after', projection: { outbox: 0 }, ...options })
      .lean<StoredSession>();
    return changed && complete(changed);
  }

  return {
    /** Inserts a session; false when its class has an open one. */
    async insert(session: SessionDocument): Promise<boolean> {
      return oneOfItsClass(() => model.create(session));
    },

    /** Who runs the class's sessions that have not ended from now on. */
    async setTeachers(classId: string, teacherIds: string[]): Promise<void> {
      await model.updateMany(notOver(classId), { $set: { teacherIds } });
    },

    async removeTeacher(classId: string, teacherId: string): Promise<void> {
      await model.updateMany(notOver(classId), { $pull: { teacherIds: teacherId } });
    },

    /** Starts a scheduled session; false when its class has an open one, null when it is not scheduled any more. */
    async activate(session: SessionDocument): Promise<boolean | null> {
      const { _id, status, open, beginsAt, startedAt, rounds, outbox = [] } = session;
      let activated: SessionDocument | null = null;
      const isFree = await oneOfItsClass(async () => {
        activated = await change(
          { _id, status: 'scheduled' },
          { $set: { status, open, beginsAt, startedAt, rounds }, $push: { outbox: { $each: outbox } } },
        );
      });
      return isFree && activated === null ? null : isFree;
    },

    /** Cancels a session that is scheduled or active; null when it is neither. */
    cancel: (sessionId: string, reason: string, at: Date, event: PendingEvent) =>
      change(
        { _id: sessionId, status: { $in: ['scheduled', 'active'] } },
        {
          $set: { status: 'cancelled', cancelReason: reason, endedAt: at, 'rounds.$[running].endsAt': at },
          $unset: { open: 1 },
          $push: { outbox: event },
        },
        { arrayFilters: [{ 'running.endsAt': null }] },
      ),

    /** Adds the next round and ends the one before; null when the session is not active or has another number of rounds. */
    addRound: (sessionId: string, round: RoundDocument, events: PendingEvent[]) =>
      change(
        { _id: sessionId, status: 'active', rounds: { $size: round.roundNumber - 1 } },
        [{ $set: { rounds: { $concatArrays: [endedAt(round.startsAt), [round]] }, ...appended(events) } }],
        { updatePipeline: true },
      ),

    /** Ends a round; null when it is not the one that runs. */
    endRound: (sessionId: string, roundNumber: number, endsAt: Date, events: PendingEvent[]) =>
      change(
        { _id: sessionId, status: 'active', rounds: { $elemMatch: { roundNumber, endsAt: null } } },
        [{ $set: { rounds: endedAt(endsAt), ...appended(events) } }],
        { updatePipeline: true },
      ),

    /** Leaves an event to be published. */
    async addEvent(sessionId: string, event: PendingEvent): Promise<void> {
      await model.updateOne({ _id: sessionId }, { $push: { outbox: event } });
    },

    /** Corrects the summary of an ended session. */
    async setSummary(sessionId: string, summary: Summary): Promise<void> {
      await model.updateOne({ _id: sessionId, status: 'ended' }, { $set: { summary } });
    },

    /** Turns active into closing, once; null for whoever comes second. */
    beginClosing: (sessionId: string, closingAt: Date) =>
      change({ _id: sessionId, status: 'active' }, { $set: { status: 'closing', closingAt } }),

    /** Turns closing into ended, once, and leaves the event to be published; null for whoever comes second. */
    finishClosing: (sessionId: string, endedAt: Date, summary: Summary, recountAt: Date, event: PendingEvent) =>
      change(
        { _id: sessionId, status: 'closing' },
        {
          $set: { status: 'ended', endedAt, summary, recountAt, 'rounds.$[running].endsAt': endedAt },
          $unset: { open: 1 },
          $push: { outbox: event },
        },
        { arrayFilters: [{ 'running.endsAt': null }] },
      ),
  };
}

/** The rounds, those that ran until now ended. */
function endedAt(instant: Date) {
  const endsAt = { $ifNull: ['$$this.endsAt', instant] };
  return { $map: { input: '$rounds', in: { $mergeObjects: ['$$this', { endsAt }] } } };
}

function appended(events: PendingEvent[]) {
  // Literally: people's words in it may begin with a dollar.
  return { outbox: { $concatArrays: [{ $ifNull: ['$outbox', []] }, { $literal: events }] } };
}

function notOver(classId: string) {
  const status = { $in: ['scheduled', 'active', 'closing'] satisfies SessionStatus[] };
  return { classId, status };
}

async function oneOfItsClass(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
