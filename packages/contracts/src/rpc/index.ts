import { authRpc } from './auth.ts';
import { classRpc } from './class.ts';
import { sessionRpc } from './session.ts';

export type { ClassSummary } from './class.ts';
export type { Rpc } from './define.ts';

/** Every request between services, by owner. */
export const rpcs = { auth: authRpc, class: classRpc, session: sessionRpc };
