import type { ServiceName } from '@rollcall/contracts';
import type { ServerName } from '@rollcall/dev-infra';
import { servicesWithDatabase } from '../network/services.ts';

export interface OperatorCommand {
  /** Whose command of this name is run, one after the other. */
  services: ServiceName[];
  /** What has to run for it. */
  servers: ServerName[];
}

/** What `npm run <name>` can be. */
export const operatorCommands: Record<string, OperatorCommand> = {
  migrate: { services: servicesWithDatabase.map(({ service }) => service), servers: ['mongodb'] },
  'admin:create': { services: ['auth'], servers: ['mongodb', 'redis', 'nats'] },
  'keys:rotate': { services: ['auth'], servers: ['mongodb', 'redis', 'nats'] },
};
