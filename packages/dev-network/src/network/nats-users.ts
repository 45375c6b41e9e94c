import { createHmac } from 'node:crypto';
import { natsServices, type ServiceName } from '@rollcall/contracts';
import { natsServerConfig, natsServiceUsers } from './nats-config.ts';

/** User and password of a NATS connection. */
export interface NatsCredentials {
  user: string;
  password: string;
}

/** The users of a development network's own NATS. */
export interface NatsUsers {
  /** Configuration for the server. */
  config: string;
  /** The variables that a service needs to connect. */
  variablesOf(service: ServiceName): Record<string, string>;
  /** Hears everything and says nothing: for tests and curious developers. */
  observer: NatsCredentials;
}

/** Passwords follow from one secret, so that a folder of data keeps them when services come and go. */
export function createNatsUsers(secret: string): NatsUsers {
  const credentials = (user: string) => ({
    user,
    password: createHmac('sha256', secret).update(user).digest('base64url'),
  });
  const observer = credentials('observer');
  return {
    config: natsServerConfig([
      ...natsServiceUsers((service) => credentials(service).password),
      { name: observer.user, password: observer.password, rights: { publish: [], subscribe: ['>'] } },
    ]),
    variablesOf(service): Record<string, string> {
      if (!natsServices.includes(service)) return {};
      const { user, password } = credentials(service);
      return { NATS_USER: user, NATS_PASSWORD: password };
    },
    observer,
  };
}
