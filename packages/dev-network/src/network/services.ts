import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as audit from '@rollcall/audit';
import * as auth from '@rollcall/auth';
import * as classes from '@rollcall/class';
import { type ServiceName, serviceNames } from '@rollcall/contracts';
import * as notification from '@rollcall/notification';
import * as gateway from '@rollcall/realtime-gateway';
import type { DatabaseSchema, Overrides, Service } from '@rollcall/service-kit';
import * as session from '@rollcall/session';
import * as web from '@rollcall/web';
import type { z } from 'zod';

export interface ServiceModule {
  /** The variables that it reads. */
  env: Record<string, z.ZodType>;
  create(variables: Record<string, string>, overrides: Overrides): Service;
  /** What `migrate` brings its database to; undefined when it has none. */
  schema?: DatabaseSchema;
}

export const serviceModules: Record<ServiceName, ServiceModule> = {
  auth: {
    env: auth.env,
    create: (variables, overrides) => auth.createAuthService(auth.readConfig(variables), overrides),
    schema: auth.databaseSchema,
  },
  class: {
    env: classes.env,
    create: (variables, overrides) => classes.createClassService(classes.readConfig(variables), overrides),
    schema: classes.databaseSchema,
  },
  session: {
    env: session.env,
    create: (variables, overrides) => session.createSessionService(session.readConfig(variables), overrides),
    schema: session.databaseSchema,
  },
  'realtime-gateway': {
    env: gateway.env,
    create: (variables, overrides) => gateway.createRealtimeGatewayService(gateway.readConfig(variables), overrides),
  },
  notification: {
    env: notification.env,
    create: (variables, overrides) =>
      notification.createNotificationService(notification.readConfig(variables), overrides),
    schema: notification.databaseSchema,
  },
  audit: {
    env: audit.env,
    create: (variables, overrides) => audit.createAuditService(audit.readConfig(variables), overrides),
    schema: audit.databaseSchema,
  },
  web: {
    env: web.env,
    create: (variables, overrides) => web.createWebService(web.readConfig(variables), overrides),
  },
};

/** The services that have a database, with its schema. */
export const servicesWithDatabase = serviceNames.flatMap((service) => {
  const { schema } = serviceModules[service];
  return schema ? [{ service, schema }] : [];
});

/** The script that is a service's process. */
export function mainOf(service: ServiceName): string {
  const index = createRequire(import.meta.url).resolve(`@rollcall/${service}`);
  return join(dirname(index), 'main.ts');
}
