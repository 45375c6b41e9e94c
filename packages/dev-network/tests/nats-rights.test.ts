import {
  controls,
  EVENT_STREAM,
  events,
  inboxPrefix,
  liveSubjects,
  natsServices,
  rpcList,
  type ServiceName,
} from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { connectTestBus } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { natsServerConfig, natsServiceUsers } from '../src/network/nats-config.ts';

let infra: Infra;
beforeAll(async () => {
  const natsConfig = natsServerConfig(natsServiceUsers((service) => `password-of-${service}`));
  infra = await startInfra({ provider: 'local', servers: ['nats'], natsConfig });
});
afterAll(() => infra?.stop());

async function connectAs(service: ServiceName) {
  const { connection } = await connectTestBus(infra.nats.url, service, `password-of-${service}`);
  onTestFinished(() => connection.close());
  return connection;
}

type Connection = Awaited<ReturnType<typeof connectAs>>;

/** Those of the subjects that the server refuses. It goes through them in order, so the last one tells when it has. */
async function refusedOf(connection: Connection, attempt: (subject: string) => void, subjects: string[]) {
  const last = 'somewhere.else';
  for (const subject of [...subjects, last]) attempt(subject);
  const refused = new Set<string | undefined>();
  for await (const { permissionContext } of connection.status()) {
    refused.add(permissionContext?.subject);
    if (refused.has(last)) break;
  }
  return subjects.filter((subject) => refused.has(subject));
}

type Verdict = [subject: string, isAllowed: boolean];

/** Each subject of the contracts and of JetStream that somebody could publish to, and whether this service may. */
function publishing(service: ServiceName): Verdict[] {
  const publishes = Object.values(events).some(({ publishedBy }) => publishedBy === service);
  const consumes = Object.values(events).some(({ consumedBy }) => (consumedBy as string[]).includes(service));
  const asksMe = (asker: string) => rpcList.some((rpc) => rpc.service === service && isIn(rpc.askedBy, asker));
  const stream = (verb: string): string => `$JS.API.STREAM.${verb}.${EVENT_STREAM}`;
  return [
    ...rpcList.map(({ subject, askedBy }): Verdict => [subject, isIn(askedBy, service)]),
    ...Object.values(events).map(({ subject, publishedBy }): Verdict => [subject, publishedBy === service]),
    ...Object.values(controls).map(({ subject, toldBy }): Verdict => [subject, toldBy === service]),
    ...liveSubjects.map(({ subject, sentBy }): Verdict => [subject.replace('*', 'a'), isIn(sentBy, service)]),
    ...natsServices.map((other): Verdict => [`${inboxPrefix(other)}.x`, asksMe(other)]),
    ...['INFO', 'CREATE'].map((verb): Verdict => [stream(verb), publishes || consumes]),
    ...['DELETE', 'PURGE', 'UPDATE', 'MSG.DELETE', 'MSG.GET'].map((verb): Verdict => [stream(verb), false]),
    ...['$JS.API.STREAM.CREATE.OTHER', '$JS.API.INFO', '$JS.API.STREAM.NAMES'].map((one): Verdict => [one, false]),
    ...natsServices.flatMap((other) => {
      const isOwn = consumes && other === service;
      const consumer = (verb: string) => `$JS.API.CONSUMER.${verb}.${EVENT_STREAM}.${other}`;
      return [
        ...['DURABLE.CREATE', 'INFO', 'MSG.NEXT'].map((verb): Verdict => [consumer(verb), isOwn]),
        ...['CREATE', 'DELETE'].map((verb): Verdict => [consumer(verb), false]),
        [`$JS.ACK.${EVENT_STREAM}.${other}.1.1.1.1.0`, isOwn] satisfies Verdict,
      ];
    }),
  ];
}

function listening(service: ServiceName): Verdict[] {
  return [
    ...natsServices.map((other): Verdict => [`rpc.${other}.any`, other === service && isAsked(service)]),
    ...natsServices.map((other): Verdict => [`${inboxPrefix(other)}.>`, other === service]),
    ...Object.values(controls).map(({ subject }): Verdict => [subject, true]),
    ...liveSubjects.map(({ subject, heardBy }): Verdict => [subject, isIn(heardBy, service)]),
    ...Object.values(events).map(({ subject }): Verdict => [subject, false]),
    ...['>', '*.>', 'rpc.>', 'evt.>', '_INBOX.>', '$JS.>', '$JS.EVENT.ADVISORY.>', '$SYS.>'].map(
      (subject): Verdict => [subject, false],
    ),
  ];
}

const isIn = (services: readonly string[], service: string) => services.includes(service);
const isAsked = (service: string) => rpcList.some((rpc) => rpc.service === service);
const foreign = (verdicts: Verdict[]) => verdicts.flatMap(([subject, isAllowed]) => (isAllowed ? [] : [subject]));
const subjectsOf = (verdicts: Verdict[]) => verdicts.map(([subject]) => subject);
const tables = natsServices.map((service) => ({
  service,
  publishes: publishing(service),
  hears: listening(service),
  publishCount: foreign(publishing(service)).length,
  hearCount: foreign(listening(service)).length,
}));

describe('what each user may do, by the server', () => {
  test.each(tables)('$service: $publishCount foreign subjects refused to publish to, no other', async (row) => {
    const connection = await connectAs(row.service);
    const refused = await refusedOf(
      connection,
      (subject) => connection.publish(subject, '{}'),
      subjectsOf(row.publishes),
    );
    expect(refused).toEqual(foreign(row.publishes));
  });

  test.each(tables)('$service: $hearCount foreign subjects refused to listen to, no other', async (row) => {
    const connection = await connectAs(row.service);
    const listen = (subject: string) => void connection.subscribe(subject, { callback: () => {} });
    expect(await refusedOf(connection, listen, subjectsOf(row.hears))).toEqual(foreign(row.hears));
  });

  // Said by hand, so that a mistake in what is derived shows.
  test.each<[ServiceName, string, string]>([
    ['class', 'publish', 'ctl.session-ended'],
    ['session', 'publish', 'ctl.session-ended'],
    ['realtime-gateway', 'publish', 'ctl.session-ended'],
    ['realtime-gateway', 'publish', 'evt.user.created'],
    ['realtime-gateway', 'publish', 'evt.attendance.recorded'],
    ['class', 'publish', 'evt.attendance.recorded'],
    ['realtime-gateway', 'publish', 'rpc.auth.users-by-id'],
    ['auth', 'publish', 'rpc.session.mark'],
    ['class', 'publish', '$JS.API.CONSUMER.MSG.NEXT.EVENTS.session'],
    ['session', 'publish', '$JS.API.STREAM.DELETE.EVENTS'],
    ['class', 'subscribe', 'rpc.auth.jwks'],
    ['class', 'subscribe', 'rpc.auth.>'],
    ['realtime-gateway', 'subscribe', '_INBOX.class.>'],
    ['class', 'subscribe', 'live.session.*'],
  ])('%s may not %s %s', async (service, what, subject) => {
    const connection = await connectAs(service);
    const attempt = (one: string) =>
      what === 'publish' ? connection.publish(one) : void connection.subscribe(one, { callback: () => {} });
    expect(await refusedOf(connection, attempt, [subject])).toEqual([subject]);
  });
});

describe('who gets in', () => {
  test.each<[string, string, string | undefined, string]>([
    ['nobody without a password', 'auth', undefined, 'NATS wants a user and a password: set NATS_USER and'],
    [
      "no user with another's password",
      'auth',
      'password-of-class',
      'NATS refuses the user "auth": check NATS_USER and',
    ],
    ['not web, which has nothing to say', 'web', 'password-of-web', 'NATS refuses the user "web"'],
    ['not the observer of the development network', 'observer', 'password-of-observer', 'NATS refuses the user'],
  ])('%s, and the error comes at once', async (_, user, password, words) => {
    await expect(connectTestBus(infra.nats.url, user, password)).rejects.toThrow(words);
  });
});
