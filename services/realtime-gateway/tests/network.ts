import type { Role } from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import type { Service } from '@rollcall/service-kit';
import { afterAll, beforeAll, vi } from 'vitest';
import { createRealtimeGatewayService, readConfig } from '../src/index.ts';
import { ClassicClient } from './classic-client.ts';
import { RealtimeClient } from './realtime-client.ts';
import { newId } from './stand-ins/ids.ts';
import { StandIns } from './stand-ins.ts';

export interface Person {
  userId: string;
  role: Role;
}

/** Two gateways on one NATS, the services they need, and clients. */
export class Network {
  readonly infra: Infra;
  readonly standIns: StandIns;
  readonly #closers: (() => unknown)[] = [];
  readonly gateways: { url: string; managementUrl: string; service: Service }[] = [];

  constructor(infra: Infra) {
    this.infra = infra;
    this.standIns = new StandIns(infra.nats.url);
  }

  async startGateway(env: Record<string, string> = {}) {
    const service = createRealtimeGatewayService(
      readConfig({
        NATS_URL: this.infra.nats.url,
        REDIS_URL: this.infra.redis.url,
        HOST: '127.0.0.1',
        PORT: '0',
        MANAGEMENT_PORT: '0',
        LOG_LEVEL: 'silent',
        DRAIN_TIMEOUT_MS: '200',
        ...env,
      }),
    );
    const gateway = { ...(await service.start()), service };
    this.gateways.push(gateway);
    return gateway;
  }

  url(gateway: number): string {
    return this.gateways[gateway]?.url ?? 'http://nowhere';
  }

  /** A socket whose person and classes are known. */
  async classic(person: Person, gateway = 0): Promise<ClassicClient> {
    const client = await this.classicOpening(person, gateway).opened();
    await client.ask('NOTHING');
    return client;
  }

  classicOpening(person: Person, gateway = 0): ClassicClient {
    return this.classicWith(`?token=${this.standIns.auth.logIn(person).token}`, gateway);
  }

  classicWith(query: string, gateway = 0): ClassicClient {
    const client = new ClassicClient(this.url(gateway), query);
    this.#closers.push(() => client.ws.terminate());
    return client;
  }

  realtime(person: Person, gateway = 0): Promise<RealtimeClient> {
    return this.realtimeWith({ token: this.standIns.auth.logIn(person).token }, gateway).opened();
  }

  realtimeWith(auth: Record<string, unknown>, gateway = 0, options = { reconnection: false }): RealtimeClient {
    const client = new RealtimeClient(this.url(gateway), auth, options);
    this.#closers.push(() => client.socket.disconnect());
    return client;
  }

  /** A teacher with a class of two students and an open session. */
  open() {
    const teacher: Person = { userId: newId(), role: 'teacher' };
    const anna: Person = { userId: newId(), role: 'student' };
    const ben: Person = { userId: newId(), role: 'student' };
    const ids = [anna.userId, ben.userId];
    const classId = this.standIns.classes.create(teacher.userId, ids);
    const session = this.standIns.sessions.start(classId, teacher.userId, ids);
    return { teacher, anna, ben, classId, session, sessionId: session.sessionId };
  }

  async close(): Promise<void> {
    for (const close of this.#closers) close();
    await Promise.all(this.gateways.map(({ service }) => service.close()));
    await this.standIns.stop('auth', 'class', 'session');
    await this.infra.stop();
  }
}

/** Starts a network for the tests of a file. */
export function useNetwork(gateways = 2): { readonly current: Network } {
  let network: Network | undefined;
  vi.setConfig({ testTimeout: 20_000 });
  beforeAll(async () => {
    network = new Network(await startInfra({ servers: ['nats', 'redis'], provider: 'local' }));
    await network.standIns.start('auth', 'class', 'session');
    for (let index = 0; index < gateways; index += 1) await network.startGateway();
  }, 30_000);
  afterAll(() => network?.close());
  return {
    get current() {
      if (!network) throw new Error('not started');
      return network;
    },
  };
}
