// Who may speak to whom. network.test.ts compares it with what the policies of every overlay and component let through.
const withMongoDb = ['auth', 'class', 'session', 'notification', 'audit'];
const withRedis = ['auth', 'class', 'session', 'realtime-gateway', 'notification'];
const withNats = ['auth', 'class', 'session', 'realtime-gateway', 'notification', 'audit'];
const all = [...withNats, 'web'];
// Pods of commands have the rights of their service, but nobody reaches them.
const withCommands = withMongoDb;

function from(services: string[], ...ends: string[]): string[] {
  return services.flatMap((service) => ends.map((end) => `${service} -> ${end}`));
}

function into(services: string[], start: string, port: number): string[] {
  return services.map((service) => `${start} -> ${service}:${port}`);
}

function commandsOf(services: string[]): string[] {
  return services.filter((service) => withCommands.includes(service)).map((service) => `${service} command`);
}

const DNS = ['kube-dns:53/UDP', 'kube-dns:53', 'node DNS cache:53/UDP', 'node DNS cache:53'];
const MAIL = ['internet:25', 'internet:465', 'internet:587'];

function toStore(services: string[], end: string): string[] {
  return from([...services, ...commandsOf(services)], end);
}

/** What is allowed whatever an installation chooses. */
export const always: string[] = [
  ...into(all, 'ingress controllers', 8080),
  ...from([...withNats, ...commandsOf(withNats)], ...DNS),
  ...from(['auth', 'auth command', 'notification', 'notification command'], ...MAIL),
  ...from(['notification'], 'internet:443'),
];

/** What comes with a component. */
export const withComponent: Record<string, string[]> = {
  'data-stores': [
    ...toStore(withMongoDb, 'mongodb:27017'),
    ...toStore(withRedis, 'redis:6379'),
    ...toStore(withNats, 'nats:4222'),
    ...from(['mongodb'], ...DNS),
  ],
  'managed-stores': [
    ...toStore(withMongoDb, 'private network:27017'),
    ...toStore(withRedis, 'private network:6379'),
    ...toStore(withNats, 'private network:4222'),
  ],
  'files-s3': from(['session'], 'internet:443'),
  prometheus: into(all, 'monitoring', 9090),
};

/** What an overlay has by itself, and what it has not although the lists above say so. */
export const inOverlay: Record<string, { more: string[]; less: string[] }> = {
  eks: {
    more: [...into(all, '10.0.0.0/20', 8080), ...into(all, '10.0.0.0/20', 9090)],
    less: into(all, 'ingress controllers', 8080),
  },
};
