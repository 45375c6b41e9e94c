import {
  adapterRedisUrl,
  type Bus,
  connectBus,
  connectPubSub,
  createTokenGuard,
  type Foundation,
  natsOptions,
  type PubSub,
  remoteAuthority,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';

export interface Context extends ServiceContext {
  config: Config;
  bus: Bus;
  guard: TokenGuard;
  pubSub: PubSub;
}

/** Connects to NATS, and to Redis for what concerns one person on all gateways. */
export async function createContext(config: Config, foundation: Foundation): Promise<Context> {
  const { clock, ids, health, log, closers } = foundation;
  const bus = closers.add(
    await connectBus({ ...natsOptions(config), service: 'realtime-gateway', clock, ids, health, log }),
    (open) => open.close(),
  );
  const guard = closers.add(createTokenGuard(bus, config, remoteAuthority(bus)), (open) => open.close());
  const pubSub = closers.add(await connectPubSub(adapterRedisUrl(config), health, log), (open) => open.close());
  return { ...foundation, config, bus, guard, pubSub, close: () => closers.close() };
}
