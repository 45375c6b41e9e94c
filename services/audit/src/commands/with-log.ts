import { connectMongoForCommand, createIdSource, createLogger, systemClock } from '@rollcall/service-kit';
import { readCommandConfig } from '../env.ts';
import type { LogParts } from '../operations/log-parts.ts';
import { openLogStore, viewLogStore } from '../store/log-store.ts';

/** Runs a command with the log, opened before and closed after it; `view`: as it lies there. */
export async function withLog(
  command: (parts: LogParts) => Promise<void>,
  { view = false }: { view?: boolean } = {},
): Promise<void> {
  const config = readCommandConfig();
  const connection = await connectMongoForCommand(config.MONGODB_URL, `${config.MONGODB_DATABASE_PREFIX}audit`);
  try {
    const store = await (view ? viewLogStore : openLogStore)(connection, systemClock);
    const log = createLogger('audit', 'error');
    await command({ store, config, clock: systemClock, ids: createIdSource(systemClock), log });
  } finally {
    await connection.close();
  }
}
