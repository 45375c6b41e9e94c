import { benchAuth } from './auth/auth.ts';
import { benchFanout } from './fanout/fanout.ts';
import { benchFullHall } from './full-hall/full-hall.ts';
import { benchMemory } from './memory/memory.ts';
import { benchRotation } from './rotation/rotation.ts';
import { benchScale } from './scale/scale.ts';
import { benchScan } from './scan/scan.ts';

/** Every bench by name: it prints its table and resolves with its figures by id. */
export const benches: Record<string, () => Promise<Record<string, unknown>>> = {
  auth: benchAuth,
  scan: benchScan,
  fanout: benchFanout,
  hall: benchFullHall,
  memory: benchMemory,
  rotation: benchRotation,
  scale: benchScale,
};
