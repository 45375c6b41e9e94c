import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** A JSON logger for one service; `destination` defaults to standard output. Secrets are cut by their names. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service, pid: process.pid },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: {
      paths: ['*.token', '*.password', '*.authorization', 'token', 'password', 'authorization'],
      censor: '[cut]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
