import { routes } from '@rollcall/contracts';
import { AppError, type Input, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readRoundId } from '../domain/ids.ts';
import { countsAs } from '../domain/status.ts';
import { getSession } from '../operations/find-session.ts';
import { acceptScan, type Scan } from '../operations/scan/accept-scan.ts';
import type { RoundNamed } from '../operations/scan/read-target.ts';
import { presentRecord } from '../presenters/present.ts';

type ScanInput = Pick<Input<Scan['body'], unknown, string, { userId: string }>, 'body' | 'caller' | 'client' | 'trace'>;

export const scan = operation(routes.scan, (context: Context, input) => answer(context, input, undefined));

/**
 * A code of the round that the address names proves that there is the round. Only for a code that is none of this round it is
 * looked up: `session_not_found` and `round_not_found` come before `token_invalid`.
 */
export const scanOfRound = operation(routes.scanOfRound, async (context: Context, input) => {
  const { id, roundId } = input.ids;
  const within = readRoundId(roundId);
  try {
    if (within.sessionId !== id) throw new AppError('token_invalid');
    return await answer(context, input, within);
  } catch (error) {
    if (error instanceof AppError && error.code === 'token_invalid') await requireRound(context, id, within);
    throw error;
  }
});

async function requireRound(context: Context, id: string, { sessionId, roundNumber }: RoundNamed): Promise<void> {
  const session = await getSession(context, id);
  const isThere = sessionId === id && session.rounds.some((round) => round.roundNumber === roundNumber);
  if (!isThere) throw new AppError('round_not_found');
}

async function answer(context: Context, { body, caller, client, trace }: ScanInput, within: Scan['within']) {
  const scanned = await acceptScan(context, { body, studentId: caller.userId, client, within }, trace);
  const { record, alreadyRecorded, className, courseName, teacherName, room } = scanned;
  const told = { className, courseName, teacherName, room };
  return { record: presentRecord(record), status: countsAs(record), alreadyRecorded, ...told };
}
