import { createFoundation, createService, type Overrides, type Service } from '@rollcall/service-kit';
import { createContext } from './context.ts';
import { hearControl } from './control/index.ts';
import type { Config } from './env.ts';
import { consumers } from './events/index.ts';
import { startJobs } from './jobs/index.ts';
import { replaySince } from './jobs/replay.ts';
import { operations } from './routes/index.ts';
import { answers } from './rpc/index.ts';

/** The session service, not started. */
export function createSessionService(config: Config, overrides?: Overrides): Service {
  const foundation = createFoundation('session', config.LOG_LEVEL, overrides);
  return createService(
    {
      name: 'session',
      config,
      openContext: () => createContext(config, foundation),
      operations,
      answers,
      consumers,
      retell: (context, since) => replaySince(context, since.getTime()),
      async attach(context) {
        hearControl(context);
        return startJobs(context);
      },
    },
    foundation,
  );
}
