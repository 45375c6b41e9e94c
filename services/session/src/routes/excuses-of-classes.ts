import { type Actor, routes } from '@rollcall/contracts';
import { operation, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { decideExcuse } from '../operations/excuses/decide-excuse.ts';
import { listExcuses as list, withName } from '../operations/excuses/list-excuses.ts';
import type { ExcuseQuery } from '../store/excuses.ts';

/** Teachers see those of classes that they teach now. */
export const listExcuses = operation(routes.listExcuses, async (context: Context, { query, caller, trace }) => {
  const { classId, ...page } = query;
  return list(context, { ...page, whose: await whoseExcuses(context, caller, classId, trace) }, trace);
});

export const approveExcuse = operation(routes.approveExcuse, async (context: Context, { ids, body, caller, trace }) => {
  const decision = { by: caller, isApproved: true, reason: body.reason ?? null };
  return withName(context, await decideExcuse(context, ids.id, decision, trace), trace);
});

export const rejectExcuse = operation(routes.rejectExcuse, async (context: Context, { ids, body, caller, trace }) => {
  const decision = { by: caller, isApproved: false, reason: body.reason };
  return withName(context, await decideExcuse(context, ids.id, decision, trace), trace);
});

async function whoseExcuses(
  context: Context,
  caller: Actor,
  classId: string | undefined,
  trace: Trace,
): Promise<ExcuseQuery['whose']> {
  if (caller.role === 'admin') return classId === undefined ? 'everybody' : { classIds: [classId] };
  const taught = await context.enrolments.classIdsOf(caller, trace);
  return { classIds: taught.filter((one) => classId === undefined || one === classId) };
}
