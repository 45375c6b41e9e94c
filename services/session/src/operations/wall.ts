import type { QrCode, SessionPolicy } from '@rollcall/contracts';
import { AppError, systemTrace, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { roundId } from '../domain/ids.ts';
import { slotsOf } from '../domain/policy.ts';
import { lastRound } from '../domain/rounds.ts';
import { drawTypedCode } from '../domain/typed-code.ts';
import type { Wall } from '../store/redis/wall-codes.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { announce } from './announce.ts';

/** A code dies after this many periods even when no successor is ever stored. accept-scans.lua knows it, too. */
const MAX_PERIODS = 3;
const ATTEMPTS = 5;

/** A round with what its wall needs to know. */
export interface WallOfRound {
  sessionId: string;
  roundNumber: number;
  policy: SessionPolicy;
}

export function wallOf(session: SessionDocument): WallOfRound {
  return { sessionId: session._id, roundNumber: lastRound(session), policy: session.policy };
}

/**
 * Replaces codes on the wall, all of them or those that are due, and shows the new ones to the session's teachers. Answers
 * what is on the wall now, or undefined when the round is not active.
 */
export async function rotateWall(
  context: Context,
  round: WallOfRound,
  which: 'all' | 'due' | 'nearly-due',
  trace: Trace,
): Promise<QrCode[] | undefined> {
  const { sessionId, roundNumber, policy } = round;
  const { rotationSeconds, graceSeconds } = policy;
  const nowSeconds = Math.floor(context.redisClock.nowMs() / 1000);
  const expiresAtSeconds = nowSeconds + MAX_PERIODS * rotationSeconds + graceSeconds;
  const minted = Array.from({ length: slotsOf(policy) }, () =>
    context.codes.mint(sessionId, roundNumber, expiresAtSeconds),
  );
  const wall = await context.live.rotate(sessionId, roundNumber, which, minted);
  if (!wall) return undefined;
  const codes = showable(context, round, wall);
  const rotated = codes.filter((_, slot) => wall.codes[slot]?.rotated);
  for (const code of rotated)
    announce(context, sessionId, { audience: 'teachers', event: 'round:qr-updated', data: code }, trace);
  if (rotated.length > 0 || which === 'nearly-due') noteDue(context, round, wall);
  return codes;
}

/** Nobody waits for it: a wall whose note is lost is looked at as overdue, and then noted. */
function noteDue({ live, log }: Context, { sessionId, roundNumber }: WallOfRound, wall: Wall): void {
  const dueAtMs = Math.min(...wall.codes.map((code) => code.dueAtMs));
  live
    .noteDue(roundId(sessionId, roundNumber), dueAtMs)
    .catch((error) => log.warn({ err: error, sessionId }, 'wall: when it is due is not noted'));
}

/** Replaces what is due without anybody waiting for it: one call at a time a session. */
export function rotateSoon(context: Context, sessionId: string, roundNumber: number): void {
  if (context.rotating.has(sessionId)) return;
  context.rotating.add(sessionId);
  rotateDue(context, sessionId, roundNumber)
    .catch((error) => context.log.warn({ err: error, sessionId }, 'wall: left to the next trigger'))
    .finally(() => context.rotating.delete(sessionId));
}

/** Replaces what is due; false when the round is not active. */
export async function rotateDue(
  context: Context,
  sessionId: string,
  roundNumber: number,
  which: 'due' | 'nearly-due' = 'due',
): Promise<boolean> {
  const policy = await context.policies.get(sessionId);
  if (!policy) return false;
  const round = { sessionId, roundNumber, policy };
  return (await rotateWall(context, round, which, systemTrace(`wall:${sessionId}`))) !== undefined;
}

/** After a code was replaced out of turn: the next one comes a period later, by the queue, whatever became of it before. */
export async function followPhase(context: Context, sessionId: string, roundNumber: number): Promise<void> {
  const policy = await context.policies.get(sessionId);
  const progress = policy && (await context.live.progress(sessionId));
  if (!policy || !progress?.isRoundActive || progress.roundNumber !== roundNumber) return;
  await context.rotation.start(sessionId, roundNumber, policy.rotationSeconds, 'now');
}

/** Draws a new typed code, if the policy wants one, and shows it; null when it does not. */
export async function renewTypedCode(context: Context, round: WallOfRound, trace: Trace): Promise<string | null> {
  const { sessionId, policy } = round;
  if (policy.typedCode === 'off') return null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const code = drawTypedCode();
    const hidden = context.codes.hideTyped(sessionId, code);
    if (!(await context.live.claimTyped(sessionId, hidden.hash))) continue;
    await context.live.putTyped(sessionId, hidden);
    return code;
  }
  context.log.error({ sessionId, requestId: trace.requestId }, 'no free typed code was found');
  throw new AppError('try_again');
}

function showable(context: Context, { sessionId, roundNumber }: WallOfRound, wall: Wall): QrCode[] {
  const code = wall.typedSealed === null ? null : context.codes.open(sessionId, wall.typedSealed);
  return wall.codes.map(({ sealed, issuedAtMs, dueAtMs }, slot) => ({
    sessionId,
    roundId: roundId(sessionId, roundNumber),
    slot,
    token: context.codes.open(sessionId, sealed),
    code,
    issuedAt: new Date(issuedAtMs).toISOString(),
    expiresAt: new Date(dueAtMs).toISOString(),
  }));
}
