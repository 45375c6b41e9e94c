import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Lines go out together: when there are so many bytes, and after a quarter of a second, and when the process exits. */
const TOGETHER = { sync: false, minLength: 16_000, periodicFlush: 250 };

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
  return pino(options, destination ?? pino.destination(TOGETHER));
}
