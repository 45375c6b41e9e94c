import { setTimeout as wait } from 'node:timers/promises';
import { inboxPrefix } from '@rollcall/contracts';
import { connect, ErrorCode, Events, type NatsConnection, NatsError, type Status } from 'nats';
import type { z } from 'zod';
import { AppError } from '../app-error.ts';
import type { Clock, IdSource } from '../clock.ts';
import type { natsEnv } from '../env.ts';
import type { Health } from '../health.ts';
import type { Logger } from '../log.ts';
import { untilAnswered } from '../stores/until-answered.ts';

const DRAIN_MS = 1_000;

export interface BusOptions {
  url: string;
  /** Default: the service's name. */
  user?: string | undefined;
  /** Without one no credentials are sent. */
  password?: string | undefined;
  service: string;
  clock: Clock;
  ids: IdSource;
  health: Health;
  log: Logger;
}

/** A process's connection to NATS, shared by the four kinds of traffic. */
export interface Bus extends Pick<BusOptions, 'service' | 'clock' | 'ids' | 'log'> {
  connection: NatsConnection;
  isUp(): boolean;
  /** Throws `try_again` at once while NATS is away: nothing is queued. */
  requireUp(): void;
  onDisconnect(listener: () => void): void;
  onReconnect(listener: () => void): void;
  close(): Promise<void>;
}

/** What `connectBus` needs of the environment. */
export function natsOptions(env: z.infer<z.ZodObject<typeof natsEnv>>): Pick<BusOptions, 'url' | 'user' | 'password'> {
  return { url: env.NATS_URL, user: env.NATS_USER, password: env.NATS_PASSWORD };
}

/**
 * Connects to NATS; reconnects soon and for ever. What the server refuses is logged as an error; a process whose
 * subscription was refused, and so does not hear what it should, is degraded until it is started again.
 * @throws Error at once when the server refuses user and password, after a minute when it does not answer
 */
export async function connectBus(options: BusOptions): Promise<Bus> {
  const { service, clock, ids, health, log } = options;
  const connection = await open(options);
  let up = true;
  let refusedSubscription = false;
  const listeners: Record<'up' | 'down', (() => void)[]> = { up: [], down: [] };
  const change = (state: 'up' | 'down') => {
    up = state === 'up';
    for (const listener of listeners[state]) listener();
  };
  watch(connection, (status) => {
    if (status.type === Events.Disconnect || status.type === 'staleConnection') change('down');
    if (status.type === Events.Reconnect) change('up');
    if (status.type === Events.Error) log.error({ refused: status.permissionContext ?? status.data }, 'nats: refused');
    if (status.permissionContext?.operation === 'subscription') refusedSubscription = true;
  }).catch((error) => log.error({ err: error }, 'nats status'));
  health.watch('nats', () => up && !refusedSubscription);
  return {
    service,
    clock,
    ids,
    log,
    connection,
    isUp: () => up,
    requireUp() {
      if (!up) throw new AppError('try_again');
    },
    onDisconnect: (listener) => listeners.down.push(listener),
    onReconnect: (listener) => listeners.up.push(listener),
    async close() {
      const wasUp = up;
      up = false;
      // So that the server gives nothing more to subscriptions which nobody listens to: an event would wait for its next turn.
      if (wasUp)
        await Promise.race([connection.drain().catch(() => undefined), wait(DRAIN_MS, undefined, { ref: false })]);
      await connection.close();
    },
  };
}

async function open({ url, service, user = service, password }: BusOptions): Promise<NatsConnection> {
  const attempt = () =>
    connect({
      servers: url,
      name: service,
      ...(password !== undefined && { user, pass: password }),
      inboxPrefix: inboxPrefix(service),
      timeout: 2_000,
      maxReconnectAttempts: -1,
      // A password that is wrong for a while, on either side, must not end the process's connection for good.
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: 250,
      reconnectJitter: 100,
      pingInterval: 2_000,
      maxPingOut: 2,
    });
  try {
    return await untilAnswered('NATS', attempt, isRefusal);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const words = password === undefined ? 'wants a user and a password: set' : `refuses the user "${user}": check`;
    throw new Error(`NATS ${words} NATS_USER and NATS_PASSWORD`, { cause: error });
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof NatsError && error.code === ErrorCode.AuthorizationViolation;
}

async function watch(connection: NatsConnection, onStatus: (status: Status) => void): Promise<void> {
  for await (const status of connection.status()) onStatus(status);
}
