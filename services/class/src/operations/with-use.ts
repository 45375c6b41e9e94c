import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { isGood } from '../domain/join-code.ts';
import type { Hold, JoinCodeDocument } from '../store/join-codes.ts';
import { isRefusal } from './is-refusal.ts';

/** No request takes this long: what one of this age held or began is nobody's any more. */
export const STALE_MS = 60_000;

const FIRST_PAUSE_MS = 100;
const TRIES = 5;

export interface Entry {
  joinCode: JoinCodeDocument;
  studentId: string;
  /** Whether a student is where the code leads to. */
  isIn(studentId: string): Promise<boolean>;
  /** Lets the student in; false when he was already. */
  enter(): Promise<boolean>;
}

/**
 * Lets a student in by a code with a limit: a use is held first, and used or given back after. A request that dies, or does
 * not know how it ended, leaves its hold to the next one of the same student, or to whoever finds it stale.
 */
export async function withUse(context: Context, entry: Entry): Promise<void> {
  const { joinCode, studentId } = entry;
  if (!(await holdUse(context, entry))) return;
  let entered: boolean;
  try {
    entered = await entry.enter();
  } catch (error) {
    if (isRefusal(error)) await context.joinCodes.giveBack(joinCode._id, studentId);
    throw error;
  }
  if (entered) await context.joinCodes.use(joinCode._id, studentId);
  else await context.joinCodes.giveBack(joinCode._id, studentId);
}

/** False when the student is in. Throws `join_code_invalid` when all uses are used; while some are only held it waits. */
async function holdUse(context: Context, { joinCode, studentId, isIn }: Entry): Promise<boolean> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (await context.joinCodes.hold(joinCode._id, studentId, new Date(context.clock.now()))) return true;
    if (await isIn(studentId)) return false;
    const found = await context.joinCodes.withStaleHold(joinCode._id, new Date(context.clock.now() - STALE_MS));
    if (!found || !isGood(found, context.clock.now()) || found.uses >= (found.maxUses ?? 0)) {
      // The last use may have become theirs between the two looks, by a request that came with this one.
      if (await isIn(studentId)) return false;
      throw new AppError('join_code_invalid');
    }
    for (const stale of found.holds ?? []) await settle(context, { joinCode, isIn }, stale);
    await wait(FIRST_PAUSE_MS * 2 ** tried * (0.5 + Math.random() / 2));
  }
  throw new AppError('try_again');
}

async function settle({ joinCodes }: Context, { joinCode, isIn }: Pick<Entry, 'joinCode' | 'isIn'>, stale: Hold) {
  if (await isIn(stale.studentId)) await joinCodes.use(joinCode._id, stale.studentId);
  else await joinCodes.drop(joinCode._id, stale);
}
