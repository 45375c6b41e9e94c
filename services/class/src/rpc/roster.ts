import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** Reads one more than asked for, to know whether a page follows. */
export const roster = answer(rpcs.class.roster, async (context: Context, { classId, after, limit }) => {
  const found = await context.enrolments.page(classId, after, limit + 1);
  const studentIds = found.slice(0, limit);
  return { studentIds, next: found.length > limit ? (studentIds.at(-1) ?? null) : null };
});
