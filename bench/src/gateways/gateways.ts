import { type Infra, startInfra } from '@rollcall/dev-infra';
import { Supervisor } from '@rollcall/dev-network';
import { type Neighbours, startNeighbours } from '../hall/neighbours.ts';
import { type PlayedSessions, playSessions } from './played-sessions.ts';

/** All that gateways speak to: NATS and Redis, with the other services played. */
export interface GatewayStage {
  infra: Infra;
  neighbours: Neighbours;
  sessions: PlayedSessions;
  close(): Promise<void>;
}

export async function openGatewayStage(): Promise<GatewayStage> {
  const infra = await startInfra({ provider: 'local', servers: ['nats', 'redis'] });
  const neighbours = await startNeighbours(infra.nats.url);
  const sessions = await playSessions(infra.nats.url);
  return {
    infra,
    neighbours,
    sessions,
    async close() {
      await sessions.close();
      await neighbours.close();
      await infra.stop();
    },
  };
}

/** Starts a gateway process, or another script beside the same servers. */
export function startBeside({ infra }: GatewayStage, script: string): Promise<Supervisor> {
  const env = {
    NATS_URL: infra.nats.url,
    REDIS_URL: infra.redis.url,
    NODE_ENV: 'production',
    // Everybody comes from one address here, whatever is limited by it.
    REQUESTS_PER_SECOND_PER_ADDRESS: '1000000',
    REQUESTS_PER_SECOND_PER_USER: '1000000',
    SOCKETS_PER_ADDRESS: '1000000',
    SOCKETS_PER_USER: '1000',
    DRAIN_TIMEOUT_MS: '0',
  };
  return Supervisor.start({ script, env, logFile: '/dev/null' });
}

export const portOf = ({ url }: { url: string }) => Number(new URL(url).port);
