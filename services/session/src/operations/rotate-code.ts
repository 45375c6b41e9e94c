import type { QrCode } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { roundId } from '../domain/ids.ts';
import { lastRound } from '../domain/rounds.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { announce } from './announce.ts';

/** A code dies after this many periods even when no successor is ever stored. */
const MAX_PERIODS = 3;

/**
 * Puts a new code on the wall and shows it to the session's teachers; with `onlyIfDue` only when the current one is
 * overdue. Answers the code that is on the wall now, or undefined when the round is not active.
 */
export async function rotateCode(
  context: Context,
  session: Pick<SessionDocument, '_id' | 'rounds' | 'policy'>,
  { onlyIfDue }: { onlyIfDue: boolean },
  trace: Trace,
): Promise<QrCode | undefined> {
  const roundNumber = lastRound(session);
  const { rotationSeconds, graceSeconds } = session.policy;
  const nowSeconds = Math.floor((await context.live.nowMs()) / 1000);
  const minted = context.codes.mint(
    session._id,
    roundNumber,
    nowSeconds + MAX_PERIODS * rotationSeconds + graceSeconds,
  );
  const wall = await context.live.rotate(session._id, roundNumber, minted, onlyIfDue);
  if (!wall) return undefined;
  const code: QrCode = {
    sessionId: session._id,
    roundId: roundId(session._id, roundNumber),
    slot: 0,
    token: context.codes.open(session._id, wall.sealed),
    code: null,
    issuedAt: new Date(wall.issuedAtMs).toISOString(),
    expiresAt: new Date(wall.dueAtMs).toISOString(),
  };
  if (wall.rotated)
    announce(context, session._id, { audience: 'teachers', event: 'round:qr-updated', data: code }, trace);
  return code;
}
