import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { STALE_MS } from '../operations/with-use.ts';
import { joinRequestId } from '../store/join-requests.ts';

/** The student may ask again. */
export const rejectJoinRequest = operation(
  routes.rejectJoinRequest,
  async (context: Context, { ids: { id, studentId }, caller }) => {
    const { _id: classId } = await findClassOf(context, id, caller);
    const staleAt = new Date(context.clock.now() - STALE_MS);
    const rejected = await context.joinRequests.reject(joinRequestId(classId, studentId), staleAt);
    if (!rejected) throw new AppError('join_request_not_found');
    return { classId, studentId };
  },
);
