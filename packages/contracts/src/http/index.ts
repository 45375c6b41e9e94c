import { authRoutes } from './auth.ts';
import { classRoutes } from './class.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './session.ts';

export { type Failure, failure, success } from './answer.ts';
export type { User } from './auth.ts';
export type { Access, Route } from './route.ts';
export type { AttendanceRecord, QrCode, Session } from './session.ts';

/** Every HTTP route by name: the source of the services' routers, of the typed client and of the OpenAPI documents. */
export const routes = { ...authRoutes, ...classRoutes, ...sessionRoutes };

/** The same as a list, for whoever goes through all of them. */
export const routeList = Object.values(routes) as unknown as readonly Route[];
