import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { isGood, readJoinCode } from '../domain/join-code.ts';
import { join } from '../operations/join.ts';

interface Guesser {
  userId: string;
  address: string;
}

/** Codes that never were, are dead, used up, or lead to a class that is over: one answer for all. */
export const joinClass = operation(routes.joinClass, async (context: Context, { body, caller, client, trace }) => {
  const joinCode = await findGoodCode(context, body.code, { userId: caller.userId, address: client.address });
  const joined = await context.classes.get(joinCode.classId);
  if (!joined || joined.archivedAt) throw new AppError('join_code_invalid');
  const status = await join(context, { joinCode, joined, studentId: caller.userId }, trace);
  return { classId: joined._id, className: joined.className, status };
});

/** What no code can be is no guess, and a dead one was a good one: neither counts as a failure. */
async function findGoodCode({ joinCodes, joinThrottle, clock }: Context, typed: string, by: Guesser) {
  const code = readJoinCode(typed);
  const found = code === undefined ? null : await joinThrottle.guess(by, () => joinCodes.byCode(code, by.userId));
  if (!found || !isGood(found, clock.now())) throw new AppError('join_code_invalid');
  return found;
}
