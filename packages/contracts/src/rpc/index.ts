import { authRpc } from './auth.ts';
import { classRpc } from './class.ts';
import type { Rpc } from './define.ts';
import { sessionRpc } from './session.ts';

export type { ClassSummary, PlacedClass } from './class.ts';
export { type Rpc, tokenGuards } from './define.ts';

/** Every request between services, by owner. */
export const rpcs = { auth: authRpc, class: classRpc, session: sessionRpc };

/** The same as a list, for whoever goes through all of them. */
export const rpcList = Object.values(rpcs).flatMap((ofService) =>
  Object.values(ofService),
) as unknown as readonly Rpc[];
