import type { SessionPolicy, SessionStatus, Summary } from '@rollcall/contracts';
import type { WithOutbox } from '@rollcall/service-kit';
import { newFields } from '../domain/session-version-2.ts';

export interface RoundDocument {
  roundNumber: number;
  startsAt: Date;
  endsAt: Date | null;
}

export interface SessionDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  classId: string;
  className: string;
  courseName: string | null;
  /** The class's teachers, its owner first. */
  teacherIds: string[];
  openedBy: string;
  /** What phones show: the name, when the session was made, of who made it. */
  teacherName: string | null;
  status: SessionStatus;
  /** True while the session runs or is being closed; a unique partial index allows one open session a class. */
  open?: boolean;
  room: string | null;
  /** When it is to start; null for one that was started at once. */
  startsAt: Date | null;
  /** When it ends by itself. */
  endsAt: Date | null;
  /** When it started, or is to start: lists are in this order. */
  beginsAt: Date;
  /** Null until it has started. */
  startedAt: Date | null;
  /** The closing instant, by Redis' clock: no scan is accepted from then on. */
  closingAt: Date | null;
  endedAt: Date | null;
  cancelReason: string | null;
  rounds: RoundDocument[];
  policy: SessionPolicy;
  summary: Summary | null;
  /** Of one that has ended: when its records are counted once more, because somebody may have died before counting. */
  recountAt?: Date;
  /** How often it was moved before its start, and when the last time. */
  moves?: number;
  changedAt?: Date;
}

/** A session as it is stored: one of version 1 lacks what version 2 has anew. */
export type StoredSession = SessionDocument & { startedAt: Date };

export function complete(stored: StoredSession): SessionDocument {
  return stored.schemaVersion >= 2 ? stored : { ...stored, ...newFields(stored) };
}
