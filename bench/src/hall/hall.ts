import { type Client, createClient } from '@rollcall/client';
import { type PolicyInput, routes } from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { mainOf, Supervisor } from '@rollcall/dev-network';
import { type Neighbours, startNeighbours } from './neighbours.ts';

const MASTER_SECRET = 'the master secret of the bench, long enough';

/** A session process on real servers of its own, with its neighbours played. */
export interface Hall {
  infra: Infra;
  neighbours: Neighbours;
  session: Supervisor;
  /** As the teacher. */
  teacher: Client;
  /** Starts a session of a class of its own with the first `size` students on the roster. */
  openSession(size: number, policy?: PolicyInput): Promise<string>;
  codeOf(sessionId: string): Promise<string>;
  close(): Promise<void>;
}

/** `script` is what runs instead of the sources, such as a bundle. */
export async function openHall(env: Record<string, string> = {}, script = mainOf('session')): Promise<Hall> {
  const infra = await startInfra({ provider: 'local' });
  const neighbours = await startNeighbours(infra.nats.url);
  const session = await Supervisor.start({
    script,
    env: {
      MONGODB_URL: infra.mongodb.url,
      REDIS_URL: infra.redis.url,
      NATS_URL: infra.nats.url,
      QR_MASTER_SECRET: MASTER_SECRET,
      DEVICE_HASH_SECRET: MASTER_SECRET,
      NODE_ENV: 'production',
      REQUESTS_PER_SECOND_PER_ADDRESS: '1000000',
      REQUESTS_PER_SECOND_PER_USER: '1000000',
      ...env,
    },
    // Lines are written as in production, to nowhere.
    logFile: '/dev/null',
  });
  const token = neighbours.token(neighbours.teacher);
  const teacher = createClient({ origin: session.url, token });
  return {
    infra,
    neighbours,
    session,
    teacher,
    async openSession(size, policy) {
      const body = { classId: neighbours.createClass(size), ...(policy && { policy }) };
      return (await teacher.call(routes.startSession, { body }))._id;
    },
    codeOf: async (sessionId) => (await teacher.call(routes.getQr, { ids: { id: sessionId } })).token,
    async close() {
      await session.stop();
      await neighbours.close();
      await infra.stop();
    },
  };
}
