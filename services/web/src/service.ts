import { createFoundation, createService, type Overrides, type Service } from '@rollcall/service-kit';
import { createContext } from './context.ts';
import type { Config } from './env.ts';
import { mount, operations } from './routes/index.ts';

export function createWebService(config: Config, overrides?: Overrides): Service {
  const foundation = createFoundation('web', config.LOG_LEVEL, overrides);
  return createService(
    { name: 'web', config, openContext: () => createContext(foundation), operations, mount },
    foundation,
  );
}
