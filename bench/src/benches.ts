import { benchAuth } from './auth/auth.ts';
import { benchFanout } from './fanout/fanout.ts';
import { benchRotation } from './rotation/rotation.ts';
import { benchScale } from './scale/scale.ts';
import { benchScan } from './scan/scan.ts';

/** Every bench by name: it prints its table and resolves with its figures by id. */
export const benches: Record<string, () => Promise<Record<string, unknown>>> = {
  auth: benchAuth,
  scan: benchScan,
  fanout: benchFanout,
  rotation: benchRotation,
  scale: benchScale,
};
