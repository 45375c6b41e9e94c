import { type Actor, routes } from '@rollcall/contracts';
import { operation, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { positionOf, readPosition } from '../presenters/position.ts';
import { presentSession } from '../presenters/present.ts';
import type { SessionQuery } from '../store/sessions.ts';

/** Teachers see the sessions of what they teach, students those of their classes, administrators those of a class. */
export const listSessions = operation(routes.listSessions, async (context: Context, { query, caller, trace }) => {
  const { status, from, to, cursor, limit } = query;
  const whose = await whoseSessions(context, caller, query.classId, trace);
  const found = await context.sessions.page({
    whose,
    classId: query.classId,
    status,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    after: cursor === undefined ? undefined : readPosition(cursor),
    limit: limit + 1,
  });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(presentSession), nextCursor: found.length > limit && last ? positionOf(last) : null };
});

async function whoseSessions(
  context: Context,
  caller: Actor,
  classId: string | undefined,
  trace: Trace,
): Promise<SessionQuery['whose']> {
  if (caller.role === 'teacher') return { teacherId: caller.userId };
  if (caller.role === 'admin') return 'everybody';
  const mine = await context.enrolments.classIdsOf(caller, trace);
  return { classIds: mine.filter((one) => classId === undefined || one === classId) };
}
