// npm run seed: the demo accounts, in a running Rollcall of this machine or in the data that npm start keeps.
import { RollcallError } from '@rollcall/client';
import { findRunning } from '../demo/running-origin.ts';
import { type Seeded, seed } from '../demo/seed.ts';
import { startNetwork } from '../network/start-network.ts';
import { createProgress } from '../start/progress.ts';
import { readSettings, StartProblem, type StartSettings } from '../start/settings.ts';
import { onStopSignal } from '../start/stop-signal.ts';
import { wordsOf } from '../start/words-of.ts';

const progress = createProgress(process.stderr);
let stop = async () => {};

async function run() {
  const settings = readSettings(process.argv.slice(2));
  if (process.env.NODE_ENV === 'production') {
    throw new StartProblem('Demo accounts have a password that everybody knows: they are not made in production.');
  }
  const running = await findRunning(process.env.ROLLCALL_URL, settings.port);
  const seeded = await (running === undefined ? seedKeptData(settings) : seedAt(running));
  progress.clear();
  process.stdout.write(tableOf(seeded, running ?? 'the data that npm start uses'));
}

const seedAt = (origin: string) => seed({ origin, onProgress: progress.tell });

async function seedKeptData(settings: StartSettings): Promise<Seeded> {
  const network = await startNetwork({
    ...settings,
    mode: 'in-process',
    port: 0,
    hosts: ['127.0.0.1'],
    onProgress: progress.tell,
  });
  stop = network.stop;
  try {
    return await seedAt(network.origin);
  } finally {
    await stop();
  }
}

function tableOf({ accounts, className }: Seeded, place: string): string {
  const width = Math.max(...accounts.map(({ email }) => email.length));
  const lines = accounts.map(({ role, email, password }) => `  ${role.padEnd(9)}${email.padEnd(width)}  ${password}`);
  return `Demo accounts in ${place}\n\n${lines.join('\n')}\n\n  The teacher's class "${className}" has all the students.\n`;
}

function fail(error: unknown) {
  progress.clear();
  process.stderr.write(`${wordsOf(error, RollcallError)}\n`);
  process.exit(1);
}

onStopSignal(
  () => void stop().then(() => process.exit(130), fail),
  () => process.exit(1),
);
await run().then(() => process.exit(0), fail);
