import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger, type Logger } from '@rollcall/service-kit';

export interface Logs {
  fileOf(name: string): string | undefined;
  /** A logger into the file of that name. */
  loggerOf(service: string, name: string): Logger;
}

/** Logs in a folder, or none. */
export function openLogs(folder: string | undefined, level: string): Logs {
  if (folder === undefined) {
    return { fileOf: () => undefined, loggerOf: (service) => createLogger(service, 'silent') };
  }
  mkdirSync(folder, { recursive: true });
  const fileOf = (name: string) => join(folder, `${name}.log`);
  return {
    fileOf,
    loggerOf: (service, name) => createLogger(service, level, createWriteStream(fileOf(name), { flags: 'a' })),
  };
}
