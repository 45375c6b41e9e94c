import { giveBackMemory } from './give-back-memory.ts';
import { type Command, runCommand } from './run-command.ts';

interface Startable {
  start(): Promise<unknown>;
  close(): Promise<void>;
}

const FORCED_EXIT_MS = 75_000;

/**
 * The life of a service's process. Without arguments it serves: start, and stop on SIGTERM or SIGINT; a failed start is
 * printed and exits with 1. With arguments it runs the command that the first of them names instead (see `runCommand`).
 */
export function run(create: () => Startable, commands: Record<string, Command> = {}): void {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined) serve(create);
  else void runCommand(name, args, commands).then((code) => process.exit(code));
}

function serve(create: () => Startable): void {
  let service: Startable | undefined;
  const fail = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  const stop = () => {
    setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
    if (service) service.close().then(() => process.exit(0), fail);
    else process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  try {
    service = create();
    service.start().then(giveBackMemory).catch(fail);
  } catch (error) {
    fail(error);
  }
}
