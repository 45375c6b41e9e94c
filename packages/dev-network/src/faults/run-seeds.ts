import type { Fault } from './fault.ts';
import type { People } from './hall.ts';
import type { FaultResult, JudgedRun } from './report.ts';
import type { Rig } from './rig.ts';
import { type RunOptions, type RunResult, runFault } from './run.ts';

export interface SeededRuns extends Omit<RunOptions, 'seed'> {
  fault: Fault;
  seeds: readonly number[];
  people: People;
  /** Hears of each run when it is judged. */
  onRun?: (run: JudgedRun) => void;
}

/** Runs a fault with each seed, one after the other in one network. */
export async function runSeeds(rig: Rig, { fault, seeds, people, onRun, ...rest }: SeededRuns): Promise<FaultResult> {
  const runs: Promise<JudgedRun>[] = [];
  for (const seed of seeds) {
    const run = runFault(rig, people, fault, { seed, ...rest });
    const judged = withEvents(seed, run);
    runs.push(judged);
    judged.then(onRun);
    await run.catch(() => {}); // it is told as broken
  }
  return { name: fault.name, runs: await Promise.all(runs) };
}

async function withEvents(seed: number, running: Promise<RunResult>): Promise<JudgedRun> {
  try {
    const run = await running;
    return { ...run, events: await run.events };
  } catch (error) {
    return { seed, broken: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
