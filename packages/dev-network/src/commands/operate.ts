// npm run migrate, audit:verify, admin:create and others: a service's own command, with the servers and secrets of this checkout.
import { findServers, type ServersOfCommand } from '../operate/find-servers.ts';
import { operatorCommands } from '../operate/operator-commands.ts';
import { runServiceCommand } from '../operate/run-service-command.ts';
import { createProgress } from '../start/progress.ts';
import { readSettings, StartProblem } from '../start/settings.ts';
import { onStopSignal } from '../start/stop-signal.ts';
import { wordsOf } from '../start/words-of.ts';

const progress = createProgress(process.stderr);
let servers: ServersOfCommand | undefined;

async function operate(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = operatorCommands[name];
  if (command === undefined) throw new StartProblem(`Say one of: ${Object.keys(operatorCommands).join(', ')}`);
  servers = await findServers(readSettings([]), command.servers, progress.tell);
  progress.clear();
  process.stderr.write(`With ${servers.place}\n`);
  for (const service of command.services) {
    const code = await runServiceCommand(service, [name, ...args], servers.variablesOf(service));
    if (code !== 0) return code;
  }
  return 0;
}

async function leave(code: number): Promise<never> {
  await servers?.stop();
  process.exit(code);
}

function fail(error: unknown): Promise<never> {
  progress.clear();
  process.stderr.write(`${wordsOf(error)}\n`);
  return leave(1);
}

// The command is asked by the terminal too, or goes when this process goes.
onStopSignal(
  () => void leave(130),
  () => process.exit(1),
);
await operate().then(leave, fail);
