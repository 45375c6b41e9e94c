import { setTimeout as wait } from 'node:timers/promises';
import { rpcs } from '@rollcall/contracts';
import { type Bus, type Repeated, repeat, request, systemTrace } from '@rollcall/service-kit';
import type { SessionMirror } from './session-mirror.ts';
import type { SessionState } from './session-state.ts';

/** With the grace less than a second: students' next frame after the one that was shown already holds what was lost. */
const PERIOD_MS = 750;
/** Frames may be on their way. */
const GRACE_MS = 150;
const MAX_SESSIONS = 1_000;

/** Looks again and again how far the sessions have come, and has those mirrors load again that do not get there. */
export function checkPositions(bus: Bus, mirrors: () => Iterable<SessionMirror>): Repeated {
  return repeat({ name: 'positions of sessions', everyMs: PERIOD_MS, log: bus.log }, async () => {
    const looked = [...mirrors()].flatMap((mirror) => (mirror.state ? [{ mirror, state: mirror.state }] : []));
    const open = looked.filter(({ state }) => !state.isOver);
    if (open.length === 0 || !bus.isUp()) return;
    const positions = await positionsOf(
      bus,
      open.map(({ state }) => state.sessionId),
    );
    // Another state is a newer snapshot.
    const behind = open.filter(isBehind);
    if (behind.length === 0) return;
    await wait(GRACE_MS, undefined, { ref: false });
    for (const one of behind.filter(isBehind)) one.mirror.reload();

    function isBehind({ mirror, state }: (typeof open)[number]): boolean {
      return mirror.state === state && !mirror.isLoading && !reaches(state, positions.get(state.sessionId));
    }
  });
}

interface Position {
  epoch: string;
  seq: number;
}

function reaches(state: SessionState, position: Position | undefined): boolean {
  if (!position) return !state.isRunning;
  return state.epoch === position.epoch && state.seq >= position.seq;
}

async function positionsOf(bus: Bus, sessionIds: string[]): Promise<Map<string, Position>> {
  const parts = Array.from({ length: Math.ceil(sessionIds.length / MAX_SESSIONS) }, (_, index) =>
    sessionIds.slice(index * MAX_SESSIONS, (index + 1) * MAX_SESSIONS),
  );
  const trace = systemTrace(bus.ids.unique());
  const answers = await Promise.all(
    parts.map((part) => request(bus, rpcs.session.positions, { sessionIds: part }, trace)),
  );
  return new Map(answers.flatMap(({ positions }) => positions.map(({ sessionId, ...at }) => [sessionId, at])));
}
