import { createHmac } from 'node:crypto';
import { EVENT_STREAM, inboxPrefix, type NatsRights, natsServices, type ServiceName } from '@rollcall/contracts';
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
  /** May look at the stream of events and delete it: for fault runs. */
  operator: NatsCredentials;
}

const operatorRights: NatsRights = {
  publish: ['INFO', 'DELETE'].map((verb) => `$JS.API.STREAM.${verb}.${EVENT_STREAM}`),
  subscribe: [`${inboxPrefix('operator')}.>`],
};

/** Passwords follow from one secret, so that a folder of data keeps them when services come and go. */
export function createNatsUsers(secret: string): NatsUsers {
  const credentials = (user: string) => ({
    user,
    password: createHmac('sha256', secret).update(user).digest('base64url'),
  });
  const observer = credentials('observer');
  const operator = credentials('operator');
  return {
    config: natsServerConfig([
      ...natsServiceUsers((service) => credentials(service).password),
      { name: observer.user, password: observer.password, rights: { publish: [], subscribe: ['>'] } },
      { name: operator.user, password: operator.password, rights: operatorRights },
    ]),
    variablesOf(service): Record<string, string> {
      if (!natsServices.includes(service)) return {};
      const { user, password } = credentials(service);
      return { NATS_USER: user, NATS_PASSWORD: password };
    },
    observer,
    operator,
  };
}
