import { expect, it } from 'vitest';
import { safePath } from '../../../page/src/log-in/safe-path.ts';

it.each([
  '/app',
  '/app/today',
  '/app?x=1',
  '/app/classes/65f0c0ffee65f0c0ffee65f0/roster?search=M%C3%BCller%20%22A%22',
  '/app/admin/users?search=a@b.example&role=student',
  '/app/classes?search=%2F%2Fevil.example',
])('leads back to %s', (path) => expect(safePath(path)).toBe(path));

it('leaves the fragment behind', () => expect(safePath('/app/today#token')).toBe('/app/today'));

it('keeps a query of any text, which is only text', () =>
  expect(safePath('/app/classes?search=https://evil.example')).toBe('/app/classes?search=https://evil.example'));

it.each([
  undefined,
  '',
  ' ',
  'app',
  '/',
  '/application',
  '/app.evil.example',
  '/app@evil.example',
  '/app:80',
  '/s',
  '//evil.example',
  '///evil.example',
  '//evil.example/app',
  '//app/today',
  '/\\evil.example',
  '\\\\evil.example',
  '/app\\evil.example',
  '/app/\\evil.example',
  '/app/\\/evil.example',
  '/app//evil.example',
  '/app/..//evil.example',
  '/app/../s',
  '/app/..',
  '/app/%2e%2e//evil.example',
  '/app/%2E%2E/%2Fevil.example',
  '/app/.%2e/s',
  '/app/%2f%2fevil.example',
  '/app/%5cevil.example',
  '/app/%252f%252fevil.example',
  '/app/\t/evil.example',
  '/app/\n/evil.example',
  '/\t/evil.example',
  '/app/%09/evil.example',
  '/app/%00',
  ' /app/today',
  '\t/app/today',
  'https://evil.example/app',
  'https:/app',
  'http:evil.example/app',
  'javascript:alert(1)',
  'javascript:/app/',
  'data:text/html,/app',
  '%2Fapp',
  '/%61pp',
  '/APP',
  '/app/log-in',
  '/app/log-in?to=/app/log-in',
  '/app/sign-up/',
  '/app/set-password#token',
])('leads not to %j', (path) => expect(safePath(path)).toBeUndefined());
