import { events, type ServiceName } from '@rollcall/contracts';
import type { ServerName } from '@rollcall/dev-infra';
import { servicesWithDatabase } from '../network/services.ts';

export interface OperatorCommand {
  /** Whose command of this name is run, one after the other. */
  services: ServiceName[];
  /** What has to run for it. */
  servers: ServerName[];
}

/** The services that react to events. */
const withEvents = servicesWithDatabase
  .map(({ service }) => service)
  .filter((service) =>
    Object.values(events).some(({ consumedBy }) => (consumedBy as readonly string[]).includes(service)),
  );

/** What `npm run <name>` can be. */
export const operatorCommands: Record<string, OperatorCommand> = {
  migrate: { services: servicesWithDatabase.map(({ service }) => service), servers: ['mongodb'] },
  'events:parked': { services: withEvents, servers: ['mongodb'] },
  'reports:rebuild': { services: ['session'], servers: ['mongodb'] },
  'admin:create': { services: ['auth'], servers: ['mongodb', 'redis', 'nats'] },
  'keys:rotate': { services: ['auth'], servers: ['mongodb', 'redis', 'nats'] },
};
