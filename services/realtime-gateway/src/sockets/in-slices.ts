import { setTimeout as wait } from 'node:timers/promises';

const SLICES = 10;
const LONGEST_MS = 2_000;
/** Of the time that there is, this part may go by until the last slice. */
const PART = 0.2;

/** Does something to all, a tenth after the other: within two seconds, or a fifth of `withinMs` when that is shorter. */
export async function inSlices<Thing>(things: readonly Thing[], withinMs: number, act: (thing: Thing) => void) {
  const size = Math.ceil(things.length / SLICES);
  const pauseMs = Math.min(LONGEST_MS, withinMs * PART) / SLICES;
  for (let start = 0; start < things.length; start += size) {
    if (start > 0) await wait(pauseMs);
    for (const thing of things.slice(start, start + size)) act(thing);
  }
}
