import { type Infra, startInfra } from '@rollcall/dev-infra';
import { mainOf, Supervisor } from '@rollcall/dev-network';
import mongoose from 'mongoose';
import { type Neighbours, startNeighbours, student } from '../hall/neighbours.ts';
import { type Forked, forkScript } from '../lib/forked.ts';
import type { ClientOperations } from './clients-worker.ts';

const SECRET = 'the webhook key of the bench, long enough';
const FOREVER = '1000000';

/** A notification process, a gateway, and the students' sockets, on real servers; auth and class are played. */
export interface Office {
  infra: Infra;
  neighbours: Neighbours;
  notification: Supervisor;
  clients: Forked<ClientOperations>;
  /** Its database. */
  mongo: mongoose.Connection;
  close(): Promise<void>;
}

export async function openOffice(students: number): Promise<Office> {
  const infra = await startInfra({ provider: 'local' });
  const neighbours = await startNeighbours(infra.nats.url);
  const env = {
    MONGODB_URL: infra.mongodb.url,
    REDIS_URL: infra.redis.url,
    NATS_URL: infra.nats.url,
    NODE_ENV: 'production',
    WEBHOOK_SECRET_KEY: SECRET,
    REQUESTS_PER_SECOND_PER_ADDRESS: FOREVER,
    SOCKETS_PER_ADDRESS: FOREVER,
    DRAIN_TIMEOUT_MS: '0',
  };
  const start = (service: 'notification' | 'realtime-gateway') =>
    Supervisor.start({ script: mainOf(service), env, logFile: '/dev/null' });
  const [notification, gateway] = [await start('notification'), await start('realtime-gateway')];
  const mongo = await mongoose.createConnection(infra.mongodb.url, { dbName: 'rollcall-notification' }).asPromise();
  const clients = forkScript<ClientOperations>(new URL('clients-worker.ts', import.meta.url));
  const tokens = Array.from({ length: students }, (_, number) => neighbours.token(student(number)));
  await clients.call('open', gateway.url, tokens);
  return {
    infra,
    neighbours,
    notification,
    clients,
    mongo,
    async close() {
      await clients.close();
      await mongo.close();
      await gateway.stop();
      await notification.stop();
      await neighbours.close();
      await infra.stop();
    },
  };
}
