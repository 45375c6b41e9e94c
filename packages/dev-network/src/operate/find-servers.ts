import type { ServiceName } from '@rollcall/contracts';
import type { ServerName } from '@rollcall/dev-infra';
import { startServers, urlVariables } from '../network/start-servers.ts';
import { readRunning } from '../start/running.ts';
import type { StartSettings } from '../start/settings.ts';

export interface ServersOfCommand {
  /** Which they are, in words. */
  place: string;
  variablesOf(service: ServiceName): Record<string, string>;
  /** Stops what was started for the command. */
  stop(): Promise<void>;
}

/**
 * The servers that a command is about: those that the environment names; else those of the running `npm start`; else, for
 * as long as the command runs, those of the kept data.
 */
export async function findServers(
  settings: Pick<StartSettings, 'dataFolder' | 'env'>,
  names: readonly ServerName[],
  onProgress: (line: string) => void,
): Promise<ServersOfCommand> {
  const running = await readRunning(settings.dataFolder);
  if (running) {
    const given = { ...givenServers(), ...settings.env, ...noFirstAdmin };
    return {
      place: placeOf(names, `the running npm start of ${settings.dataFolder}`),
      variablesOf: (name) => ({ ...ofRunning(running[name]), ...given }),
      stop: async () => {},
    };
  }
  const options = { dataFolder: settings.dataFolder, env: { ...settings.env, ...noFirstAdmin }, onProgress };
  const { infra, variablesOf } = await startServers(options, names);
  return { place: placeOf(names, `the data in ${settings.dataFolder}`), variablesOf, stop: () => infra.stop() };
}

// A command makes what it says and no other administrator, least of all the one of the demo. Empty counts as missing.
const noFirstAdmin = { FIRST_ADMIN_EMAIL: '', FIRST_ADMIN_PASSWORD: '' };

/** User and password are those of the network's own NATS. */
function ofRunning({ NATS_USER = '', NATS_PASSWORD = '', ...variables }: Record<string, string> = {}) {
  return process.env.NATS_URL ? variables : { ...variables, NATS_USER, NATS_PASSWORD };
}

function placeOf(names: readonly ServerName[], otherwise: string): string {
  const needed = names.map((name) => urlVariables[name]);
  const given = needed.filter((variable) => variable in givenServers());
  if (given.length === needed.length) return given.join(', ');
  return [...given, otherwise].join(' and ');
}

function givenServers(): Record<string, string> {
  const { MONGODB_URL, REDIS_URL, NATS_URL } = process.env;
  return { ...(MONGODB_URL && { MONGODB_URL }), ...(REDIS_URL && { REDIS_URL }), ...(NATS_URL && { NATS_URL }) };
}
