import { setTimeout as wait } from 'node:timers/promises';
import { EVENT_STREAM } from '@rollcall/contracts';
import type { Fault, Scene } from '../fault.ts';

const AWAY_MS = 1_000;
const STOPPED_MS = 20_000;

export const killMongod: Fault = {
  name: 'kill-mongod',
  strike: atItsTime(async ({ rig: { network } }) => {
    await network.infra.mongodb.signal('SIGKILL');
    await wait(AWAY_MS);
    await network.infra.mongodb.restart();
  }),
};

export const stopMongod: Fault = {
  name: 'stop-mongod',
  strike: atItsTime(async ({ rig: { network } }) => {
    await network.infra.mongodb.signal('SIGSTOP');
    await wait(STOPPED_MS);
    await network.infra.mongodb.signal('SIGCONT');
  }),
};

export const flushRedis: Fault = {
  name: 'flush-redis',
  strike: atItsTime(async ({ rig: { redis } }) => {
    await redis.flushall();
  }),
};

/** On even seeds Redis comes back empty. */
export const killRedis: Fault = {
  name: 'kill-redis',
  strike: atItsTime(async ({ rig: { network }, plan }) => {
    await network.infra.redis.signal('SIGKILL');
    await wait(AWAY_MS);
    await network.infra.redis.restart({ empty: plan.isEven });
  }),
};

export const deleteStream: Fault = {
  name: 'delete-stream',
  strike: atItsTime(async ({ rig: { operator } }) => {
    const manager = await operator.connection.jetstreamManager({ checkAPI: false });
    await manager.streams.delete(EVENT_STREAM);
  }),
};

function atItsTime(strike: Fault['strike']): Fault['strike'] {
  return async (scene: Scene) => {
    await wait(scene.plan.strikeAtMs);
    await strike(scene);
  };
}
