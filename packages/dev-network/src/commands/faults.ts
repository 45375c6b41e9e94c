// npm run faults: sessions in which processes and servers die, held against what the clients were told.
import { styleFor } from '../demo/display.ts';
import { gatherPeople } from '../faults/hall.ts';
import { readOptions } from '../faults/options.ts';
import { type FaultResult, isGood, lineOf, tableOf } from '../faults/report.ts';
import { openRig, type Rig } from '../faults/rig.ts';
import { runSeeds } from '../faults/run-seeds.ts';
import { onStopSignal } from '../start/stop-signal.ts';
import { wordsOf } from '../start/words-of.ts';

const WINDOW_MS = 6_000;
const EVENTS_MS = 30_000;

const style = styleFor(process.stdout);
let rig: Rig | undefined;

async function run(): Promise<number> {
  const { faults, seeds, students } = readOptions(process.argv.slice(2));
  const results: FaultResult[] = [];
  for (const fault of faults) {
    process.stdout.write(`\n  ${style('bold', fault.name)}\n`);
    rig = await openRig();
    const people = await gatherPeople(rig.network.origin, students);
    const onRun = (run: FaultResult['runs'][number]) => void process.stdout.write(lineOf(run, style));
    results.push(await runSeeds(rig, { fault, seeds, people, windowMs: WINDOW_MS, eventsMs: EVENTS_MS, onRun }));
    await rig.close();
    rig = undefined;
  }
  process.stdout.write(tableOf(results));
  return results.every(({ runs }) => runs.every(isGood)) ? 0 : 1;
}

async function leave(code: number): Promise<never> {
  await rig?.close();
  process.exit(code);
}

function fail(error: unknown): Promise<never> {
  process.stderr.write(`\n  ${wordsOf(error)}\n`);
  return leave(1);
}

onStopSignal(
  () => void leave(130).catch(fail),
  () => process.exit(1),
);
await run().then(leave, fail);
