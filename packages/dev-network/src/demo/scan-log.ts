import type { AttendanceStatus } from '@rollcall/contracts';

/** One acknowledged scan, as its client saw it. */
export interface Acknowledged {
  studentId: string;
  recordId: string;
  /** From sending the acknowledged request to its answer. */
  milliseconds: number;
}

/** One post, as its client saw it; times are milliseconds since the epoch. */
export interface Attempt {
  studentId: string;
  sentAtMs: number;
  answeredAtMs: number;
  /** What the acknowledgement says. */
  mark?: Mark;
  /** Without one the code of the refusal or of the trouble; `aborted` when nobody waits any more. */
  refusedAs?: string;
}

export interface Mark {
  recordId: string;
  status: AttendanceStatus;
  recordedAt: string;
  alreadyRecorded: boolean;
}

/** A student who hears one of these does not know what counts, and tries again. */
const undecided = ['offline', 'try_again', 'token_expired', 'rate_limited', 'aborted'];

/** Whether a refusal ends a student's attempts. */
export function isFinal(refusedAs: string | undefined): boolean {
  return refusedAs !== undefined && !undecided.includes(refusedAs);
}

/** The clients' own log: what was sent, what was acknowledged, what was refused. The record is held against it. */
export class ScanLog {
  readonly acknowledged: Acknowledged[] = [];
  /** Students whose scan was refused for good, or never acknowledged in time, with the last code heard. */
  readonly unserved = new Map<string, string>();
  /** How often each refusal was heard, on the way to an acknowledgement or not. */
  readonly refusals = new Map<string, number>();
  /** Every post that is over, in the order of the answers. */
  readonly attempts: Attempt[] = [];
  posts = 0;

  refuse(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }
}
