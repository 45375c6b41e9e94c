import type { Server } from 'node:http';
import { type EventDefinition, events, routeList, rpcList, type ServiceName } from '@rollcall/contracts';
import type { Express } from 'express';
import type { Foundation } from './base-context.ts';
import type { Clock, IdSource } from './clock.ts';
import type { CommonEnv } from './env.ts';
import type { Health } from './health.ts';
import { createApp } from './http/app.ts';
import { createOpenApi } from './http/openapi.ts';
import type { Operation } from './http/operation.ts';
import { closeServer, createManagementServer, createPublicServer, listen } from './http/servers.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Bus } from './nats/bus.ts';
import { type BatchConsumer, consumeBatches } from './nats/consume-batches.ts';
import { type Consumer, consumeEvents, type HandledEvents } from './nats/consume-events.ts';
import { countBacklog } from './nats/durable.ts';
import { retellAfterLoss } from './nats/retell.ts';
import { type Answer, serveRpc } from './nats/rpc.ts';
import type { Repeated } from './repeat.ts';
import type { ParkedEvents } from './stores/parked-events.ts';
import type { PublishedEvents } from './stores/published-events.ts';
import type { TokenVerifier } from './tokens/verifier.ts';

const IN_FLIGHT_MS = 10_000;

/** What every service's context has; each service adds its stores. */
export interface ServiceContext {
  log: Logger;
  clock: Clock;
  ids: IdSource;
  health: Health;
  metrics: Metrics;
  bus?: Bus;
  guard?: TokenVerifier;
  handledEvents?: HandledEvents;
  parkedEvents?: ParkedEvents;
  publishedEvents?: PublishedEvents;
  close(): Promise<void>;
}

export interface ServiceDefinition<Context extends ServiceContext> {
  name: ServiceName;
  config: CommonEnv;
  openContext(): Promise<Context>;
  operations: Operation<Context>[];
  answers?: Answer<Context>[];
  /** Its events one by one, or in batches. */
  consumers?: Consumer<Context>[];
  batches?: BatchConsumer<Context>;
  /** After the stream of events was lost: tells again what was published since then without an outbox. */
  retell?(context: Context, since: Date): Promise<void>;
  mount?: (app: Express, context: Context) => void;
  /**
   * Starts what runs beside the requests, sockets and jobs. Of what it returns, `drain` is called first when the process
   * is to stop, while it still answers, and `close` before the context closes.
   */
  attach?(context: Context, server: Server): Promise<{ drain?(): Promise<void>; close(): Promise<void> }>;
}

export interface Service {
  /** Connects, listens and answers; resolves when the process is ready. */
  start(): Promise<{ url: string; managementUrl: string }>;
  /** Drains and stops; safe to call twice. */
  close(): Promise<void>;
}

/** A service from its parts. Throws at once when a route, request or event of the contracts has no handler here, or two. */
export function createService<Context extends ServiceContext>(
  definition: ServiceDefinition<Context>,
  foundation: Pick<Foundation, 'health' | 'metrics' | 'ids'>,
): Service {
  const { name, config } = definition;
  const { health, metrics, ids } = foundation;
  const ofThisService = (one: { service: ServiceName }) => one.service === name;
  requireOneHandler(
    name,
    routeList.filter(ofThisService).map((route) => route.name),
    definition.operations.map(({ route }) => route.name),
  );
  requireOneHandler(
    name,
    rpcList.filter(ofThisService).map((rpc) => rpc.subject),
    (definition.answers ?? []).map(({ rpc }) => rpc.subject),
  );
  const allEvents: EventDefinition[] = Object.values(events);
  requireOneHandler(
    name,
    allEvents.filter(({ consumedBy }) => consumedBy.includes(name)).map(({ subject }) => subject),
    [...(definition.consumers ?? []).map(({ name }) => name), ...(definition.batches?.names ?? [])].map(
      (one) => events[one].subject,
    ),
  );
  const management = createManagementServer(health, metrics, () =>
    createOpenApi(`Rollcall: ${name}`, routeList.filter(ofThisService)),
  );
  let context: Context | undefined;
  let publicServer: Server | undefined;
  let attached: Awaited<ReturnType<NonNullable<typeof definition.attach>>> | undefined;
  const beside: Repeated[] = [];
  let closing: Promise<void> | undefined;

  async function start() {
    const managementPort = await listen(management, config.MANAGEMENT_PORT, config.HOST);
    context = await definition.openContext();
    const { bus, log, guard: verifier } = context;
    const app = createApp({
      settings: config,
      context,
      log,
      metrics,
      newRequestId: ids.unique,
      verifier,
      operations: definition.operations,
      mount: definition.mount,
    });
    publicServer = createPublicServer(app, ids.unique);
    attached = await definition.attach?.(context, publicServer);
    if (bus) {
      serveRpc(bus, context, definition.answers ?? []);
      beside.push(...followStream(bus, context));
      await bus.connection.flush();
    }
    const port = await listen(publicServer, config.PORT, config.HOST);
    health.phase = 'ready';
    log.info({ port, managementPort }, 'ready');
    return { url: `http://127.0.0.1:${port}`, managementUrl: `http://127.0.0.1:${managementPort}` };
  }

  function followStream(bus: Bus, context: Context): Repeated[] {
    const { consumers = [], batches, retell } = definition;
    const { handledEvents: handled, parkedEvents: parked, publishedEvents: published } = context;
    const following: Repeated[] = [];
    if (parked) metrics.measure('rollcall_parked_events', 'Events that could not be handled', () => parked.count());
    if (batches || consumers.length > 0) {
      metrics.measure('rollcall_event_backlog', 'Events that the service has not handled yet', () => countBacklog(bus));
    }
    if (batches && parked) following.push(consumeBatches(bus, context, parked, batches));
    else if (handled && parked) following.push(consumeEvents(bus, context, { handled, parked }, consumers));
    else if (batches || consumers.length > 0) throw new Error(`${name}: nowhere to keep what is known of events`);
    if (published) following.push(retellAfterLoss(bus, published, async (since) => retell?.(context, since)));
    return following;
  }

  async function stop() {
    health.phase = 'draining';
    await new Promise((resume) => setTimeout(resume, config.DRAIN_DELAY_MS));
    await attached?.drain?.();
    if (publicServer) await closeServer(publicServer, IN_FLIGHT_MS);
    await attached?.close();
    for (const one of beside) await one.close();
    await context?.close();
    await closeServer(management, 0);
  }

  return {
    start,
    close() {
      closing ??= stop();
      return closing;
    },
  };
}

function requireOneHandler(service: ServiceName, expected: string[], handled: string[]): void {
  const missing = new Set(expected);
  for (const name of handled) {
    if (!missing.delete(name)) throw new Error(`${service}: ${name} is foreign or handled twice`);
  }
  if (missing.size > 0) throw new Error(`${service}: nobody handles ${[...missing].join(', ')}`);
}
