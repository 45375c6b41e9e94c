import { MAX_ROUNDS } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { roundId } from '../domain/ids.ts';
import { lastRound, lateAtMs, runningRound } from '../domain/rounds.ts';
import type { RoundDocument, SessionDocument } from '../store/sessions.ts';
import { announce } from './announce.ts';
import { ensureLive, openWall } from './live-session.ts';

/** Starts the next round; it ends the one before. Throws `session_not_active`. */
export async function startRound(context: Context, session: SessionDocument, trace: Trace): Promise<RoundDocument> {
  if (session.status !== 'active' || lastRound(session) >= MAX_ROUNDS) throw new AppError('session_not_active');
  await ensureLive(context, session, trace);
  const { _id: sessionId, classId } = session;
  const before = runningRound(session);
  const endedAtMs = before && (await context.live.endRound(sessionId, before.roundNumber));
  const startsAt = new Date(endedAtMs ?? (await context.live.nowMs()));
  const round = { roundNumber: lastRound(session) + 1, startsAt, endsAt: null };
  const data = { sessionId, classId, roundNumber: round.roundNumber, startsAt: startsAt.toISOString() };
  const changed = await context.sessions.addRound(sessionId, round, [
    ...(before ? [roundEnded(context, session, before.roundNumber, startsAt, trace)] : []),
    createEvent(context.bus, 'roundStarted', sessionId, data, trace),
  ]);
  if (!changed) return startedMeanwhile(context, sessionId, round.roundNumber);
  void context.sessions.outbox.flush(sessionId);
  if (before) await context.rotation.stop(sessionId, before.roundNumber);
  await followRounds(context, changed, trace);
  if (before) tellEnd(context, sessionId, { ...before, endsAt: startsAt }, trace);
  const { roundNumber } = round;
  const started = {
    sessionId,
    roundId: roundId(sessionId, roundNumber),
    roundNumber,
    startsAt: startsAt.toISOString(),
  };
  announce(context, sessionId, { audience: 'all', event: 'round:started', data: started }, trace);
  return round;
}

/** Of two who start the next round at once both get the one that there is then. */
async function startedMeanwhile(context: Context, sessionId: string, roundNumber: number): Promise<RoundDocument> {
  const session = await context.sessions.get(sessionId);
  const started = session?.rounds.find((round) => round.roundNumber === roundNumber);
  if (session?.status !== 'active' || !started) throw new AppError('session_not_active');
  return started;
}

/** Ends a round; the session goes on. Throws `round_not_found`, `round_not_active` and `session_not_active`. */
export async function endRound(
  context: Context,
  session: SessionDocument,
  roundNumber: number,
  trace: Trace,
): Promise<RoundDocument> {
  const round = session.rounds.find((one) => one.roundNumber === roundNumber);
  if (!round) throw new AppError('round_not_found');
  if (session.status !== 'active') throw new AppError('session_not_active');
  if (round.endsAt) throw new AppError('round_not_active');
  await ensureLive(context, session, trace);
  const { _id: sessionId } = session;
  const endedAtMs = await context.live.endRound(sessionId, roundNumber);
  const endsAt = new Date(endedAtMs ?? (await context.live.nowMs()));
  const event = roundEnded(context, session, roundNumber, endsAt, trace);
  if (!(await context.sessions.endRound(sessionId, roundNumber, endsAt, [event])))
    throw new AppError('round_not_active');
  void context.sessions.outbox.flush(sessionId);
  await context.rotation.stop(sessionId, roundNumber);
  const ended = { ...round, endsAt };
  tellEnd(context, sessionId, ended, trace);
  return ended;
}

/** Brings the live state to the round that MongoDB knows: what a dead process left is done here, too. */
export async function followRounds(context: Context, session: SessionDocument, trace: Trace): Promise<void> {
  const running = runningRound(session);
  if (!running) return;
  const { _id: sessionId, policy } = session;
  if (await context.live.openRound(sessionId, running.roundNumber, lateAtMs(running, policy))) {
    await openWall(context, session, trace);
  }
}

function roundEnded(context: Context, session: SessionDocument, roundNumber: number, endsAt: Date, trace: Trace) {
  const { _id: sessionId, classId } = session;
  const data = { sessionId, classId, roundNumber, endsAt: endsAt.toISOString() };
  return createEvent(context.bus, 'roundEnded', sessionId, data, trace);
}

function tellEnd(context: Context, sessionId: string, { roundNumber, endsAt }: RoundDocument, trace: Trace): void {
  if (!endsAt) return;
  const data = { sessionId, roundId: roundId(sessionId, roundNumber), roundNumber, endsAt: endsAt.toISOString() };
  announce(context, sessionId, { audience: 'all', event: 'round:ended', data }, trace);
}
