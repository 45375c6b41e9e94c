import { benchAudit } from './audit/audit.ts';
import { benchAuth } from './auth/auth.ts';
import { benchExports } from './exports/exports.ts';
import { benchFanout } from './fanout/fanout.ts';
import { benchFullHall } from './full-hall/full-hall.ts';
import { benchMemory } from './memory/memory.ts';
import { benchNotifications } from './notifications/notifications.ts';
import { benchPage } from './page/page.ts';
import { benchReports } from './reports/reports.ts';
import { benchRotation } from './rotation/rotation.ts';
import { benchScale } from './scale/scale.ts';
import { benchScan } from './scan/scan.ts';
import { soak } from './soak/soak.ts';

export interface BenchOptions {
  /** How long a soak goes on. */
  minutes: number;
}

export type Bench = (options: BenchOptions) => Promise<Record<string, unknown>>;

/** Every bench by name: it prints its table and resolves with its figures by id. */
export const benches: Record<string, Bench> = {
  auth: benchAuth,
  scan: benchScan,
  hall: benchFullHall,
  fanout: benchFanout,
  rotation: benchRotation,
  memory: benchMemory,
  scale: benchScale,
  reports: benchReports,
};

/** Those that run only when they are named: all of the others take a quarter of an hour. */
export const extras: Record<string, Bench> = {
  reports: benchReports,
  exports: benchExports,
  notifications: benchNotifications,
  audit: benchAudit,
  page: benchPage,
  soak: ({ minutes }) => soak(minutes),
};
