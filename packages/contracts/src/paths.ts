/**
 * Which path goes to which service. The edge reads this table; the Ingress is held against it by a test.
 * `exact` paths match alone, `prefix` paths match whole path elements (`/ws` and `/ws/x`, never `/wsx`).
 */
export const serviceNames = ['auth', 'class', 'session', 'realtime-gateway', 'notification', 'audit', 'web'] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface PathRule {
  path: string;
  match: 'exact' | 'prefix';
  service: ServiceName;
}

function prefixes(service: ServiceName, paths: string[]): PathRule[] {
  return paths.map((path) => ({ path, match: 'prefix', service }));
}

function exact(service: ServiceName, paths: string[]): PathRule[] {
  return paths.map((path) => ({ path, match: 'exact', service }));
}

function api(service: ServiceName, areas: string[]): PathRule[] {
  return prefixes(
    service,
    areas.map((area) => `/api/v1/${area}`),
  );
}

/** Where everything goes that no rule names: the page, which answers the JSON 404. */
export const fallbackService: ServiceName = 'web';

export const pathTable: readonly PathRule[] = [
  ...api('auth', ['auth', 'users', 'students', 'devices', 'device-resets']),
  ...prefixes('auth', ['/.well-known', '/auth', '/users', '/students']),
  ...exact('auth', ['/signup', '/login', '/me']),
  ...api('class', ['courses', 'classes']),
  ...prefixes('class', ['/class']),
  ...api('session', ['sessions', 'scans', 'records', 'me', 'reports', 'calendars', 'excuses', 'exports', 'files']),
  ...prefixes('session', ['/attendance']),
  ...prefixes('realtime-gateway', ['/ws', '/socket.io']),
  ...api('notification', ['notifications', 'notification-preferences', 'webhooks']),
  ...api('audit', ['audit']),
  ...exact('web', ['/', '/s']),
  ...prefixes('web', ['/app', '/docs', '/redoc']),
];

/** The service that answers a path (without query string). */
export function serviceOf(path: string): ServiceName {
  const rule = pathTable.find(
    (candidate) => path === candidate.path || (candidate.match === 'prefix' && path.startsWith(`${candidate.path}/`)),
  );
  return rule?.service ?? fallbackService;
}
