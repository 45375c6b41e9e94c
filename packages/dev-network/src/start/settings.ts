import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { serviceNames } from '@rollcall/contracts';
import { perService } from '../network/per-service.ts';
import { serviceModules } from '../network/services.ts';
import type { NetworkOptions } from '../network/types.ts';

const checkout = join(import.meta.dirname, '../../../..');
const DEFAULT_PORT = '3000';

/** Demo accounts are made with this one; whoever names another admin, or runs in production, does without. */
const developmentAdmin = { FIRST_ADMIN_EMAIL: 'admin@rollcall.example', FIRST_ADMIN_PASSWORD: 'attendance' };

export interface StartSettings extends NetworkOptions {
  port: number;
  hosts: readonly string[];
  dataFolder: string;
  logFolder: string;
  env: Record<string, string>;
}

/** Something that the person at the terminal can put right; the message says how. */
export class StartProblem extends Error {}

/** What `npm start` was asked for, by arguments, environment and `.env`. */
export function readSettings(args: string[]): StartSettings {
  const file = join(checkout, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  const { processes, replicas } = readArguments(args);
  const dataFolder = resolve(checkout, process.env.ROLLCALL_DATA || '.rollcall');
  const port = readWholeNumber('PORT', process.env.PORT || DEFAULT_PORT, 1, 65_535);
  return {
    mode: processes || replicas > 1 ? 'processes' : 'in-process',
    replicas: perService(() => replicas),
    port,
    hosts: process.env.HOST ? [process.env.HOST] : loopbackAddresses(),
    dataFolder,
    logFolder: join(dataFolder, 'logs'),
    env: { PUBLIC_ORIGIN: `http://localhost:${port}`, ...readServiceVariables() },
  };
}

function readArguments(args: string[]) {
  try {
    const options = {
      processes: { type: 'boolean', default: false },
      replicas: { type: 'string', default: '1' },
    } as const;
    const { values } = parseArgs({ args, options });
    return { processes: values.processes, replicas: readWholeNumber('--replicas', values.replicas, 1, 9) };
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    throw new StartProblem(`${(error as Error).message}\nUsage: npm start -- [--processes] [--replicas <1-9>]`);
  }
}

function readWholeNumber(name: string, given: string, min: number, max: number): number {
  const number = Number(given);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new StartProblem(`${name} must be a whole number from ${min} to ${max}, not "${given}".`);
}

/** `localhost` is either of them, as the client likes. */
function loopbackAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return addresses.some(({ address }) => address === '::1') ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
}

function readServiceVariables(): Record<string, string> {
  const placed = ['HOST', 'PORT', 'MANAGEMENT_PORT', 'MONGODB_URL', 'REDIS_URL', 'NATS_URL'];
  const names = new Set(serviceNames.flatMap((service) => Object.keys(serviceModules[service].env)));
  const given = [...names].flatMap((name) => {
    const value = process.env[name];
    return value && !placed.includes(name) ? [[name, value] as const] : [];
  });
  const variables = Object.fromEntries(given);
  const isOwnAdmin = 'FIRST_ADMIN_EMAIL' in variables || 'FIRST_ADMIN_PASSWORD' in variables;
  return isOwnAdmin || variables.NODE_ENV === 'production' ? variables : { ...developmentAdmin, ...variables };
}
