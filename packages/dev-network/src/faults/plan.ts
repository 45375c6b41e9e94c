import { createRandom } from './random.ts';

const SHARE_THAT_NEVER_SCANS = 0.05;
const SHARE_THAT_SCANS_TWICE = 0.1;
/** The teacher says "now", and these look up in the same moment. */
const SHARE_OF_BURSTS = 0.4;
const BURSTS = 3;
const BURST_MS = 30;
/** The fault strikes in the middle of the first burst: phones have aimed, and wait for their answers. */
const STRIKE_IN_BURST_MS = 60;

/** One phone's scan. */
export interface PlannedScan {
  /** Place of the student in the class. */
  student: number;
  /** When the student looks up, after the start of the scanning. */
  atMs: number;
  /** Of the phone's own draws, such as its pauses. */
  seed: number;
}

/** What happens in a run and when; follows from its seed alone. */
export interface RunPlan {
  seed: number;
  scans: PlannedScan[];
  neverScan: number[];
  /** When the fault strikes, after the start of the scanning. */
  strikeAtMs: number;
  /** At the how manieth time a process dies at its checkpoint. */
  strikeAfter: number;
  /** How long what was stopped stays so, where that is drawn. */
  holdMs: number;
  /** Every other seed: the variant of faults that have two. */
  isEven: boolean;
}

/** Draws a run of so many students who scan within about `windowMs`. */
export function planRun(seed: number, students: number, windowMs: number): RunPlan {
  const random = createRandom(seed);
  const strikeAtMs = windowMs * random.between(0.35, 0.6);
  const strikeAfter = random.integer(1 + Math.floor(students / 20), 1 + Math.floor(students / 6));
  const holdMs = random.between(2_000, 5_000);
  const others = Array.from({ length: BURSTS - 1 }, () => random.between(0, windowMs));
  const bursts = [strikeAtMs - STRIKE_IN_BURST_MS, ...others];
  const everybody = random.shuffled(Array.from({ length: students }, (_, at) => at));
  const missing = Math.round(students * SHARE_THAT_NEVER_SCANS);
  const scans = everybody.slice(missing).flatMap((student): PlannedScan[] => {
    const burst = bursts[random.integer(0, BURSTS - 1)] ?? 0;
    const inBurst = random.next() < SHARE_OF_BURSTS;
    const atMs = inBurst ? burst + random.between(0, BURST_MS) : random.between(0, windowMs);
    const times = random.next() < SHARE_THAT_SCANS_TWICE ? 2 : 1;
    return Array.from({ length: times }, () => ({ student, atMs, seed: random.integer(0, 2 ** 31) }));
  });
  return {
    seed,
    scans,
    neverScan: everybody.slice(0, missing),
    strikeAtMs,
    strikeAfter,
    holdMs,
    isEven: seed % 2 === 0,
  };
}
