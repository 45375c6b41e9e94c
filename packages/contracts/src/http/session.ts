import { calendarRoutes } from './calendars.ts';
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
};
