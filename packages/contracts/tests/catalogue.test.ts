import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controls, errors, events, isErrorCode, jobs, routeList, rpcs } from '../src/index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the catalogue of errors', () => {
  it('stands in the documentation with status and sentence, and nothing else does', () => {
    const documented = [...readme.matchAll(/^\| `(\w+)` +\| (\d{3}) +\| (.+?) +\|$/gm)].map(
      ([, code, status, sentence]) => ({
        code,
        status: Number(status),
        sentence,
      }),
    );
    const catalogue = Object.entries(errors).map(([code, { status, sentence }]) => ({ code, status, sentence }));
    expect(documented).toEqual(catalogue);
  });

  it('knows every code that a route names', () => {
    for (const route of routeList) expect(route.errors.filter((code) => !isErrorCode(code))).toEqual([]);
  });

  it('does not take words of every object for codes', () => {
    expect(['constructor', 'toString', '__proto__'].filter(isErrorCode)).toEqual([]);
  });
});

describe('the contracts', () => {
  it('give each subject, queue and address one meaning', () => {
    const subjects = [
      ...Object.values(rpcs).flatMap((ofService) => Object.values(ofService).map((one) => one.subject)),
      ...Object.values(events).map((one) => one.subject),
      ...Object.values(controls).map((one) => one.subject),
      ...Object.values(jobs).map((one) => one.queue),
      ...routeList.flatMap((route) => route.paths.map((path) => `${route.method} ${path}`)),
    ];
    expect(subjects.filter((subject, index) => subjects.indexOf(subject) !== index)).toEqual([]);
  });

  it('refuse operators where ids, texts and statuses are meant', () => {
    for (const route of routeList) {
      if (!(route.body instanceof z.ZodObject)) continue;
      const operators = Object.fromEntries(Object.keys(route.body.shape).map((key) => [key, { $ne: '' }]));
      expect(route.body.safeParse(operators).success, route.name).toBe(false);
    }
  });

  it('refuse unknown keys of a body, except on classic routes', () => {
    for (const route of routeList) {
      if (!(route.body instanceof z.ZodObject)) continue;
      const issues = route.body.safeParse({ unknownKey: 1 }).error?.issues ?? [];
      expect(
        issues.some((issue) => issue.code === 'unrecognized_keys'),
        route.name,
      ).toBe(!route.classic);
    }
  });
});
