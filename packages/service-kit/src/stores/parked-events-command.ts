import { parseArgs } from 'node:util';
import type { ServiceName } from '@rollcall/contracts';
import type { MongoEnv } from '../env.ts';
import { type Command, UsageError } from '../run-command.ts';
import { connectMongoForCommand } from './mongo.ts';
import { createParkedEvents, type ParkedEvents } from './parked-events.ts';

const MOST_SHOWN = 50;

/**
 * The `events:parked` command of a service's process: shows the events that it could not handle; with `--again` has them tried
 * by the running processes, with `--drop <id>` gives one up.
 */
export function parkedEventsCommand(service: ServiceName, readConfig: () => MongoEnv): Command {
  return async (args) => {
    const { again, drop } = parseArgs({
      args,
      options: { again: { type: 'boolean' }, drop: { type: 'string' } },
    }).values;
    if (again && drop !== undefined) throw new UsageError('--again or --drop, not both');
    const { MONGODB_URL, MONGODB_DATABASE_PREFIX } = readConfig();
    const connection = await connectMongoForCommand(MONGODB_URL, `${MONGODB_DATABASE_PREFIX}${service}`);
    try {
      const lines = await run(createParkedEvents(connection), again, drop);
      for (const line of lines) process.stdout.write(`${service}: ${line}\n`);
    } finally {
      await connection.close();
    }
  };
}

async function run(parked: ParkedEvents, again: boolean | undefined, drop: string | undefined): Promise<string[]> {
  if (again) return [`${await parked.askAgain()} parked events will be tried again`];
  if (drop !== undefined) return [(await parked.drop(drop)) ? `dropped ${drop}` : `has no parked event ${drop}`];
  const shown = await parked.list(MOST_SHOWN);
  const lines = shown.map(
    ({ _id, subject, parkedAt, problem }) => `${_id}  ${parkedAt.toISOString()}  ${subject}  ${problem}`,
  );
  return [`${await parked.count()} parked events`, ...lines];
}
