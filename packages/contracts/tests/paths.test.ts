import { describe, expect, it } from 'vitest';
import { pathTable, routeList, serviceOf } from '../src/index.ts';

describe('the table of prefixes', () => {
  it.each(routeList.flatMap((route) => route.paths.map((path) => ({ path, route }))))(
    'brings $path to the service that handles it',
    ({ path, route }) => {
      expect(serviceOf(path.replaceAll(/:\w+/g, '65f0c0ffee65f0c0ffee65f0'))).toBe(route.service);
    },
  );

  it.each([
    '/metrics',
    '/menu',
    '/me/',
    '/me/x',
    '/health/ready',
    '/wsx',
    '/classes',
    '/api/v1',
    '/api/v2/scans',
    '//me',
    '/nothing',
  ])('sends %s to the page, which answers 404', (path) => expect(serviceOf(path)).toBe('web'));

  it.each([
    ['/ws', 'realtime-gateway'],
    ['/socket.io/', 'realtime-gateway'],
    ['/class/x/y', 'class'],
    ['/api/v1/me/attendance', 'session'],
    ['/.well-known/jwks.json', 'auth'],
    ['/', 'web'],
  ])('sends %s to %s', (path, service) => expect(serviceOf(path)).toBe(service));

  it('names no path twice', () => {
    const paths = pathTable.map((rule) => rule.path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
