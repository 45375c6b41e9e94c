import { fileURLToPath } from 'node:url';
import type { SessionFrame } from '@rollcall/contracts';
import { mainOf } from '@rollcall/dev-network';
import { connectTestBus } from '@rollcall/service-kit/testing';
import { type GatewayStage, portOf, startBeside } from '../gateways/gateways.ts';
import { student } from '../hall/neighbours.ts';
import { monotonicMs } from '../lib/clock.ts';
import { serverFrame } from '../lib/frames.ts';
import { startSockets, type Target } from '../lib/sockets.ts';
import { FLOOR_SUBJECT } from './floor-subject.ts';

const PROCESSES = 2;
const FLOOR_SESSION = 'd'.repeat(24);

export type StartedRound = Omit<Extract<SessionFrame, { event: 'round:started' }>['data'], 'sessionId'>;

/** Many sockets that hear the same. */
export interface Audience {
  name: 'Rollcall' | 'floor';
  /** Milliseconds from the publishing of the frame about a round until the last socket has it. */
  tell(round: StartedRound): Promise<number>;
  /** Rejects when a socket was lost meanwhile. */
  close(): Promise<void>;
}

/** Sockets in one session on two gateways. */
export async function openRollcall(stage: GatewayStage, size: number): Promise<Audience> {
  const sessionId = stage.sessions.add(stage.neighbours.createClass(size), size);
  const tokens = Array.from({ length: size }, (_, n) => stage.neighbours.token(student(n)));
  const { close, sockets } = await openAudience(stage, mainOf('realtime-gateway'), size, (n) => ({
    token: tokens[n] ?? '',
    sessionId,
  }));
  return {
    name: 'Rollcall',
    tell(round) {
      const frame: SessionFrame = { audience: 'all', event: 'round:started', data: { sessionId, ...round } };
      return sockets.timeUntilLast(() => stamped(() => stage.sessions.tell(sessionId, frame)));
    },
    close,
  };
}

/** As many bare WebSockets on two processes that only hear NATS and write. */
export async function openFloor(stage: GatewayStage, size: number): Promise<Audience> {
  const script = fileURLToPath(new URL('floor-process.ts', import.meta.url));
  const { close, sockets } = await openAudience(stage, script, size, () => ({}));
  const { connection, close: disconnect } = await connectTestBus(stage.infra.nats.url);
  return {
    name: 'floor',
    tell(round) {
      const bytes = serverFrame(`42${JSON.stringify(['round:started', { sessionId: FLOOR_SESSION, ...round }])}`);
      return sockets.timeUntilLast(() => stamped(() => connection.publish(FLOOR_SUBJECT, bytes)));
    },
    async close() {
      await disconnect();
      await close();
    },
  };
}

async function openAudience(
  stage: GatewayStage,
  script: string,
  size: number,
  of: (n: number) => Omit<Target, 'port'>,
) {
  const processes = await Promise.all(Array.from({ length: PROCESSES }, () => startBeside(stage, script)));
  const ports = processes.map(portOf);
  const sockets = startSockets();
  await sockets.open(Array.from({ length: size }, (_, n) => ({ port: ports[n % PROCESSES] ?? 0, ...of(n) })));
  return {
    sockets,
    async close() {
      await sockets.close();
      for (const one of processes) await one.stop();
    },
  };
}

function stamped(publish: () => void): number {
  const atMs = monotonicMs();
  publish();
  return atMs;
}
