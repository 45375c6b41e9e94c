import { createFoundation, createService, type Overrides, type Service } from '@rollcall/service-kit';
import { createContext } from './context.ts';
import type { Config } from './env.ts';
import { batches } from './events/index.ts';
import { startJobs } from './jobs/index.ts';
import { operations } from './routes/index.ts';

/** The notification service, not started. */
export function createNotificationService(config: Config, overrides?: Overrides): Service {
  const foundation = createFoundation('notification', config.LOG_LEVEL, overrides);
  return createService(
    {
      name: 'notification',
      config,
      openContext: () => createContext(config, foundation),
      operations,
      batches,
      attach: async (context) => startJobs(context),
    },
    foundation,
  );
}
