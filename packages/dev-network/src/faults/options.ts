import { parseArgs } from 'node:util';
import { StartProblem } from '../start/settings.ts';
import type { Fault } from './fault.ts';
import { faults } from './kinds/index.ts';

const USAGE = 'Usage: npm run faults -- [--runs <1-1000>] [--seed <number>] [--only <fault>,…] [--students <20-1500>]';

export interface FaultOptions {
  faults: readonly Fault[];
  /** The seeds of the runs of each fault. */
  seeds: number[];
  students: number;
}

/** What `npm run faults` was asked for. Throws StartProblem with what to say instead. */
export function readOptions(args: string[]): FaultOptions {
  const values = readArguments(args);
  const first = readNumber('--seed', values.seed, 0, 1_000_000_000);
  const runs = readNumber('--runs', values.runs, 1, 1_000);
  return {
    faults: values.only === undefined ? faults : values.only.split(',').map(readFault),
    seeds: Array.from({ length: runs }, (_, at) => first + at),
    students: readNumber('--students', values.students, 20, 1_500),
  };
}

function readArguments(args: string[]) {
  const options = {
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    students: { type: 'string', default: '120' },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new StartProblem(`${(error as Error).message}\n${USAGE}`);
  }
}

function readNumber(name: string, given: string, min: number, max: number): number {
  const number = Number(given);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new StartProblem(`${name} must be a whole number from ${min} to ${max}, not "${given}".\n${USAGE}`);
}

function readFault(name: string): Fault {
  const fault = faults.find((one) => one.name === name);
  if (fault) return fault;
  throw new StartProblem(`--only takes ${faults.map((one) => one.name).join(', ')}, not "${name}".\n${USAGE}`);
}
