import type { NotificationData, NotificationKind } from '@rollcall/contracts';

/** A kind with what it says. */
export type Words = { [Kind in NotificationKind]: { kind: Kind; data: NotificationData<Kind> } }[NotificationKind];

/** What somebody is to be told, unless he does not want to hear of it. */
export type Draft = Words & {
  /** What happened: told twice, it counts once for each person and kind. */
  eventId: string;
  userId: string;
  /** When it happened. */
  at: Date;
  /** What may settle it: then it waits for nobody any more. */
  about?: string;
};

/** Something was decided or is over: what was told about it until then counts as read. */
export interface Settlement {
  about: string;
  at: Date;
}

/** What notifications can be about. */
export const about = {
  flag: (recordId: string) => `flag:${recordId}`,
  excuse: (excuseId: string) => `excuse:${excuseId}`,
  reminder: (sessionId: string) => `reminder:${sessionId}`,
};
