import { connect, type NatsConnection } from 'nats';
import { AppError } from '../app-error.ts';
import type { Clock, IdSource } from '../clock.ts';
import type { Health } from '../health.ts';
import type { Logger } from '../log.ts';
import { untilAnswered } from '../stores/until-answered.ts';

export interface BusOptions {
  url: string;
  service: string;
  clock: Clock;
  ids: IdSource;
  health: Health;
  log: Logger;
}

/** A process's connection to NATS, shared by the four kinds of traffic. */
export interface Bus extends Omit<BusOptions, 'url' | 'health'> {
  connection: NatsConnection;
  isUp(): boolean;
  /** Throws `try_again` at once while NATS is away: nothing is queued. */
  requireUp(): void;
  onDisconnect(listener: () => void): void;
  onReconnect(listener: () => void): void;
  close(): Promise<void>;
}

/** Connects to NATS; reconnects soon and for ever. */
export async function connectBus(options: BusOptions): Promise<Bus> {
  const { url, health, ...rest } = options;
  const connection = await untilAnswered('NATS', () =>
    connect({
      servers: url,
      name: options.service,
      timeout: 2_000,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 100,
      pingInterval: 2_000,
      maxPingOut: 2,
    }),
  );
  let up = true;
  const listeners: Record<'up' | 'down', (() => void)[]> = { up: [], down: [] };
  watch(connection, (state) => {
    up = state === 'up';
    for (const listener of listeners[state]) listener();
  }).catch((error) => options.log.error({ err: error }, 'nats status'));
  health.watch('nats', () => up);
  return {
    ...rest,
    connection,
    isUp: () => up,
    requireUp() {
      if (!up) throw new AppError('try_again');
    },
    onDisconnect: (listener) => listeners.down.push(listener),
    onReconnect: (listener) => listeners.up.push(listener),
    close() {
      up = false;
      return connection.close();
    },
  };
}

async function watch(connection: NatsConnection, onChange: (state: 'up' | 'down') => void): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'disconnect' || status.type === 'staleConnection') onChange('down');
    if (status.type === 'reconnect') onChange('up');
  }
}
