import { createFoundation, createService, type Overrides, type Service } from '@rollcall/service-kit';
import { createContext } from './context.ts';
import type { Config } from './env.ts';
import { ensureFirstAdmin } from './first-admin.ts';
import { startJobs } from './jobs/index.ts';
import { operations } from './routes/index.ts';
import { answers } from './rpc/index.ts';

/** The auth service; nothing is opened before `start`. */
export function createAuthService(config: Config, overrides: Overrides = {}): Service {
  const foundation = createFoundation('auth', config.LOG_LEVEL, overrides);
  return createService(
    {
      name: 'auth',
      config,
      openContext: () => createContext(config, foundation),
      operations,
      answers,
      async attach(context) {
        await ensureFirstAdmin(context);
        return startJobs(context);
      },
    },
    foundation,
  );
}
