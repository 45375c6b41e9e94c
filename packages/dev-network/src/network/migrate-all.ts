import type { ServiceName } from '@rollcall/contracts';
import { migrateDatabase, mongoEnv, readEnv } from '@rollcall/service-kit';
import { servicesWithDatabase } from './services.ts';

/** Brings the databases of all services to this release, before the services start. */
export async function migrateAll(variablesOf: (service: ServiceName) => Record<string, string>): Promise<void> {
  await Promise.all(
    servicesWithDatabase.map(({ service, schema }) =>
      migrateDatabase(service, readEnv(mongoEnv, variablesOf(service)), schema),
    ),
  );
}
