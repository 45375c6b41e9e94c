import { parseArgs } from 'node:util';
import { connectMongoForCommand } from '@rollcall/service-kit';
import { readMongoConfig } from '../env.ts';
import { compareResults } from '../operations/reports/rebuild-results.ts';
import { openRebuildSources } from '../store/reports/rebuild-sources.ts';

const MOST_SHOWN = 100;

/** Counts the results of all sessions again; with `--verify` it changes nothing and fails when some differ. */
export async function rebuildReports(args: string[]): Promise<void> {
  const { verify = false } = parseArgs({ args, options: { verify: { type: 'boolean' } } }).values;
  const { MONGODB_URL, MONGODB_DATABASE_PREFIX } = readMongoConfig();
  const connection = await connectMongoForCommand(MONGODB_URL, `${MONGODB_DATABASE_PREFIX}session`);
  try {
    let differences = 0;
    for await (const { sessionId, problem } of compareResults(openRebuildSources(connection), !verify)) {
      differences += 1;
      if (differences <= MOST_SHOWN) process.stdout.write(`session: results of ${sessionId}: ${problem}\n`);
    }
    if (verify && differences > 0) throw new Error(`${differences} results are not what the records say`);
    process.stdout.write(`session: ${differences} results ${verify ? 'differ' : 'were made anew'}\n`);
  } finally {
    await connection.close();
  }
}
