import { type NatsRights, natsRights, natsServices, type ServiceName } from '@rollcall/contracts';

export interface NatsUser {
  name: string;
  /** As it is, or `$VARIABLE` for what nats-server finds in its environment. */
  password: string;
  rights: NatsRights;
}

/** The environment variable that holds a service's password where the configuration is a file for everybody to read. */
export function natsPasswordVariable(service: ServiceName): string {
  return `NATS_PASSWORD_${service.toUpperCase().replaceAll('-', '_')}`;
}

/** A user for each service that speaks NATS, with the rights that stand beside the subjects in contracts. */
export function natsServiceUsers(passwordOf: (service: ServiceName) => string): NatsUser[] {
  return natsServices.map((name) => ({ name, password: passwordOf(name), rights: natsRights(name) }));
}

/** Text of a configuration of nats-server: JetStream, and nobody gets in but these users. */
export function natsServerConfig(users: readonly NatsUser[]): string {
  return `jetstream: enabled

authorization {
  users: [
${users.map(describeUser).join('\n')}
  ]
}
`;
}

function describeUser({ name, password, rights }: NatsUser): string {
  return `    {
      user: "${name}"
      password: ${/^\$\w+$/.test(password) ? password : JSON.stringify(password)}
      permissions: {
        publish: { ${describeSubjects(rights.publish)} }
        subscribe: { ${describeSubjects(rights.subscribe)} }
      }
    }`;
}

/** To NATS an empty list of allowed subjects means all of them. */
function describeSubjects(allowed: readonly string[]): string {
  if (allowed.length === 0) return 'deny: ">"';
  return `allow: [\n${allowed.map((subject) => `          "${subject}"\n`).join('')}        ]`;
}
