import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatherPeople, type People } from '../../src/faults/hall.ts';
import { faults } from '../../src/faults/kinds/index.ts';
import { openRig, type Rig } from '../../src/faults/rig.ts';
import { runFault } from '../../src/faults/run.ts';

const SIZE = 40;
const WINDOW_MS = 2_500;
const EVENTS_MS = 1_000;
const LONGEST_MS = 60_000;

let rig: Rig;
let people: People;

beforeAll(async () => {
  rig = await openRig();
  people = await gatherPeople(rig.network.origin, SIZE);
}, 120_000);
afterAll(() => rig?.close(), 60_000);

test.each([
  ['kill-before-write', 1],
  ['kill-after-write', 2],
  ['kill-after-ack', 3],
  ['flush-redis', 4],
  ['clock-skew', 5],
  ['clock-skew', 6],
])(
  '%s, seed %i: what was acknowledged is recorded once, as it was told',
  async (name, seed) => {
    const fault = faults.find((one) => one.name === name);
    if (!fault) throw new Error(`there is no fault ${name}`);
    const run = await runFault(rig, people, fault, { seed, windowMs: WINDOW_MS, eventsMs: EVENTS_MS });
    expect(run.findings).toEqual([]);
    expect([run.acknowledged, run.unserved]).toEqual([SIZE * 0.95, 0]);
    await run.events;
  },
  LONGEST_MS,
);
