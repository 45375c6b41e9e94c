import { routes } from '@rollcall/contracts';
import { createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClassOf } from '../operations/find-class-of.ts';

/** Who waits already goes on waiting. */
export const revokeJoinCode = operation(routes.revokeJoinCode, async (context: Context, { ids, caller, trace }) => {
  const { _id: classId } = await findClassOf(context, ids.id, caller);
  const event = createEvent(context.bus, 'joinCodeRevoked', classId, { classId }, trace);
  const revoked = await context.joinCodes.revoke(classId, new Date(context.clock.now()), event);
  if (revoked !== null) void context.joinCodes.outbox.flush(revoked);
  return {};
});
