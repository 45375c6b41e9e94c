import type { Actor } from '@rollcall/contracts';

/** What follows a request from service to service: its id and who acts (null: the system itself). */
export interface Trace {
  requestId: string;
  actor: Actor | null;
}

/** The trace of something that no request began: a timer, a job. */
export function systemTrace(requestId: string): Trace {
  return { requestId, actor: null };
}
