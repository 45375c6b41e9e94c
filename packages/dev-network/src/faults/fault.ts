import type { PolicyInput } from '@rollcall/contracts';
import type { RunPlan } from './plan.ts';
import type { Rig } from './rig.ts';

/** Where a fault strikes. */
export interface Scene {
  rig: Rig;
  plan: RunPlan;
  /** Ends the session as its teacher, at once, through the process at `origin`; resolves when that has acknowledged it. */
  end(origin: string): Promise<void>;
  /** Aborted when nobody scans any more. */
  over: AbortSignal;
}

export interface Fault {
  name: string;
  /** Variables of the victim's process from before the run on, see `session-process.ts`. */
  variables?(plan: RunPlan): Record<string, string>;
  /**
   * Does it: at the planned moment, or from the start when the victim strikes by itself. Resolves when what was struck is
   * back, by itself or by our doing; throws when it did not come to the fault.
   */
  strike(scene: Scene): Promise<void>;
  /** How long a phone waits for an answer; usually 5 s. */
  patienceMs?: number;
  policy?(plan: RunPlan): PolicyInput;
  /** What scans count as under this policy; usually `present`. */
  expected?(plan: RunPlan): 'present' | 'late';
  /** Whether the code on the wall must change as if nothing had happened. */
  wallGoesOn?: boolean;
}
