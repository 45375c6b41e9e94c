import { join } from 'node:path';
import {
  type Bus,
  CloseStack,
  connectBus,
  connectMongoForCommand,
  connectRedis,
  createFoundation,
  mongoEnv,
  readEnv,
} from '@rollcall/service-kit';
import type { NatsCredentials } from '../network/nats-users.ts';
import { startNetwork } from '../network/start-network.ts';
import type { Network, Replica } from '../network/types.ts';
import type { Script } from '../processes/supervisor.ts';
import { type HeardEvents, hearEvents } from './heard-events.ts';

export const ROTATION_SECONDS = 5;

/** Cheap passwords, wide limits and long log-ins for many halls in a row; codes that change while people scan. */
const env = {
  LOG_LEVEL: 'warn',
  BCRYPT_COST: '4',
  ACCESS_TOKEN_TTL: '12h',
  SIGN_INS_PER_MINUTE_PER_ADDRESS: '100000',
  REQUESTS_PER_SECOND_PER_ADDRESS: '5000',
  REQUESTS_PER_SECOND_PER_USER: '5000',
  QR_ROTATION_SECONDS: `${ROTATION_SECONDS}`,
  QR_GRACE_SECONDS: '2',
};

/** A network with two session processes, of which the first can be given a fault, and eyes on all its servers. */
export interface Rig {
  network: Network;
  /** The process that faults strike, and the one that stays. */
  victim: Replica;
  other: Replica;
  mongo: Awaited<ReturnType<typeof connectMongoForCommand>>;
  redis: Awaited<ReturnType<typeof connectRedis>>;
  /** May delete the stream of events. */
  operator: Bus;
  heard: HeardEvents;
  /** Starts the victim again, this once with these variables of `session-process.ts`; when it dies a healthy one follows. */
  arm(variables: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** Starts one; real servers of this machine, temporary data. */
export async function openRig(options: { logFolder?: string } = {}): Promise<Rig> {
  let armed: Script | undefined;
  const scriptOf = (replica: number) => {
    if (replica !== 1) return undefined;
    const script = armed;
    armed = undefined;
    return script;
  };
  const opened = new CloseStack();
  try {
    const network = opened.add(
      await startNetwork({
        mode: 'processes',
        replicas: { session: 2 },
        provider: 'local',
        scripts: { session: scriptOf },
        env,
        ...options,
      }),
      (own) => own.stop(),
    );
    const [victim, other] = network.services.session;
    if (!victim || !other) throw new Error('there are not two session processes');
    const { health, log, clock, ids } = createFoundation('session', 'silent');
    const connect = async (credentials: NatsCredentials | undefined) => {
      if (!credentials) throw new Error('NATS is not the network’s own');
      const { user, password } = credentials;
      const parts = { url: network.infra.nats.url, user, password, service: user, clock, ids, health, log };
      return opened.add(await connectBus(parts), (bus) => bus.close());
    };
    const observer = await connect(network.natsObserver);
    const operator = await connect(network.natsOperator);
    const { MONGODB_URL, MONGODB_DATABASE_PREFIX } = readEnv(mongoEnv, network.variablesOf('session'));
    const database = `${MONGODB_DATABASE_PREFIX}session`;
    const mongo = opened.add(await connectMongoForCommand(MONGODB_URL, database), (own) => own.close());
    const redis = opened.add(await connectRedis(network.infra.redis.url, health, log), (own) => own.disconnect());
    return {
      network,
      victim,
      other,
      mongo,
      redis,
      operator,
      heard: await hearEvents(observer),
      async arm(variables) {
        armed = { script: join(import.meta.dirname, 'session-process.ts'), env: variables };
        await victim.signal('SIGTERM');
        await victim.ready();
      },
      close: () => opened.close(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
