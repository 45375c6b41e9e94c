import { parseArgs } from 'node:util';
import type { ServiceName } from '@rollcall/contracts';
import { StartProblem } from '../start/settings.ts';
import { readOrigin } from './running-origin.ts';

const MAX_STUDENTS = 1_500;
const MAX_SECONDS = 300;
const USAGE = `Usage: npm run demo -- [--students <1-${MAX_STUDENTS}>] [--seconds <1-${MAX_SECONDS}>] [--kill session,gateway]`;

/** Whose processes can be killed, by the name on the command line. */
const victims: Record<string, ServiceName> = { session: 'session', gateway: 'realtime-gateway' };

export interface DemoOptions {
  students: number;
  /** How long the students take to scan. */
  seconds: number;
  /** Services that lose a process in the middle of the scanning. */
  kill: ServiceName[];
  /** A running Rollcall; undefined for one of its own. */
  origin: string | undefined;
}

/** What `npm run demo` was asked for. Throws StartProblem with what to say instead. */
export function readOptions(args: string[], given: string | undefined): DemoOptions {
  const values = readArguments(args);
  const kill = values.kill === undefined ? [] : values.kill.split(',').map(readVictim);
  const origin = readOrigin(given);
  if (origin && kill.length > 0) {
    throw new StartProblem('--kill is for a Rollcall of the demo’s own: run it without ROLLCALL_URL.');
  }
  return {
    students: readNumber('--students', values.students, MAX_STUDENTS),
    seconds: readNumber('--seconds', values.seconds, MAX_SECONDS),
    kill,
    origin,
  };
}

function readArguments(args: string[]) {
  const options = {
    students: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '20' },
    kill: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new StartProblem(`${(error as Error).message}\n${USAGE}`);
  }
}

function readNumber(name: string, given: string, max: number): number {
  const number = Number(given);
  if (Number.isInteger(number) && number >= 1 && number <= max) return number;
  throw new StartProblem(`${name} must be a whole number from 1 to ${max}, not "${given}".\n${USAGE}`);
}

function readVictim(name: string): ServiceName {
  const service = victims[name];
  if (service) return service;
  throw new StartProblem(`--kill takes ${Object.keys(victims).join(' and ')}, not "${name}".\n${USAGE}`);
}
