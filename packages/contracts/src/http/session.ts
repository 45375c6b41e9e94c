import { calendarRoutes } from './calendars.ts';
import { excuseRoutes } from './excuses.ts';
import { exportRoutes } from './exports.ts';
import { recordRoutes } from './records.ts';
import { reportRoutes } from './reports.ts';
import { scanRoutes } from './scans.ts';
import { lifecycleRoutes } from './sessions.ts';
import { wallCodeRoutes } from './wall-codes.ts';

/** What the session service does over HTTP. */
export const sessionRoutes = {
  ...lifecycleRoutes,
  ...wallCodeRoutes,
  ...scanRoutes,
  ...recordRoutes,
  ...reportRoutes,
  ...calendarRoutes,
  ...excuseRoutes,
  ...exportRoutes,
};
