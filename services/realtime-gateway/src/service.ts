import { createFoundation, createService, type Overrides, type Service } from '@rollcall/service-kit';
import { createContext } from './context.ts';
import type { Config } from './env.ts';
import { attachSockets } from './sockets/attach.ts';

/** The realtime gateway, not started. */
export function createRealtimeGatewayService(config: Config, overrides?: Overrides): Service {
  const foundation = createFoundation('realtime-gateway', config.LOG_LEVEL, overrides);
  return createService(
    {
      name: 'realtime-gateway',
      config,
      openContext: () => createContext(config, foundation),
      operations: [],
      attach: attachSockets,
    },
    foundation,
  );
}
