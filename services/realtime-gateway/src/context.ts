import {
  type Bus,
  connectBus,
  createTokenGuard,
  type Foundation,
  natsOptions,
  remoteAuthority,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';

export interface Context extends ServiceContext {
  config: Config;
  bus: Bus;
  guard: TokenGuard;
}

/** Connects to NATS, all that the gateway needs. */
export async function createContext(config: Config, foundation: Foundation): Promise<Context> {
  const { clock, ids, health, log, closers } = foundation;
  const bus = closers.add(
    await connectBus({ ...natsOptions(config), service: 'realtime-gateway', clock, ids, health, log }),
    (open) => open.close(),
  );
  const guard = closers.add(createTokenGuard(bus, config, remoteAuthority(bus)), (open) => open.close());
  return { ...foundation, config, bus, guard, close: () => closers.close() };
}
