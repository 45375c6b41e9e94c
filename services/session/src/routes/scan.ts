import { routes } from '@rollcall/contracts';
import { AppError, type Input, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readRoundId } from '../domain/ids.ts';
import { getSession } from '../operations/find-session.ts';
import { acceptScan, type Scan } from '../operations/scan/accept-scan.ts';
import { presentRecord } from '../presenters/present.ts';

type ScanInput = Pick<Input<Scan['body'], unknown, string, { userId: string }>, 'body' | 'caller' | 'client' | 'trace'>;

export const scan = operation(routes.scan, (context: Context, input) => answer(context, input, undefined));

/** The round of the address must be there; a code of another round is none of this one. */
export const scanOfRound = operation(routes.scanOfRound, async (context: Context, input) => {
  const { ids } = input;
  const session = await getSession(context, ids.id);
  const within = readRoundId(ids.roundId);
  const isThere = within.sessionId === session._id && within.roundNumber <= session.rounds.length;
  if (!isThere) throw new AppError('round_not_found');
  return answer(context, input, within);
});

async function answer(context: Context, { body, caller, client, trace }: ScanInput, within: Scan['within']) {
  const scanned = await acceptScan(context, { body, studentId: caller.userId, client, within }, trace);
  const { record, alreadyRecorded, className, courseName, teacherName, room } = scanned;
  const told = { className, courseName, teacherName, room };
  return { record: presentRecord(record), status: record.status, alreadyRecorded, ...told };
}
