import { createFoundation, createService, type Overrides, type Service } from '@rollcall/service-kit';
import { createContext } from './context.ts';
import type { Config } from './env.ts';
import { consumers } from './events/index.ts';
import { startJobs } from './jobs/index.ts';
import { operations } from './routes/index.ts';
import { answers } from './rpc/index.ts';

/** The class service, not started. */
export function createClassService(config: Config, overrides?: Overrides): Service {
  const foundation = createFoundation('class', config.LOG_LEVEL, overrides);
  return createService(
    {
      name: 'class',
      config,
      openContext: () => createContext(config, foundation),
      operations,
      answers,
      consumers,
      attach: async (context) => startJobs(context),
    },
    foundation,
  );
}
