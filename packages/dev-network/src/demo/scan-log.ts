/** One acknowledged scan, as its client saw it. */
export interface Acknowledged {
  studentId: string;
  recordId: string;
  /** From sending the acknowledged request to its answer. */
  milliseconds: number;
}

/** The clients' own log: what was sent, what was acknowledged, what was refused. The record is held against it. */
export class ScanLog {
  readonly acknowledged: Acknowledged[] = [];
  /** Students whose scan was refused for good, or never acknowledged in time, with the last code heard. */
  readonly unserved = new Map<string, string>();
  /** How often each refusal was heard, on the way to an acknowledgement or not. */
  readonly refusals = new Map<string, number>();
  posts = 0;

  refuse(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }
}
