import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { presentJoinCode } from '../presenters/join-code.ts';

export const getJoinCode = operation(routes.getJoinCode, async (context: Context, { ids, caller }) => {
  const { _id: classId, archivedAt } = await findClassOf(context, ids.id, caller);
  const found = archivedAt ? null : await context.joinCodes.ofClass(classId, new Date(context.clock.now()));
  return { joinCode: found && presentJoinCode(found) };
});
