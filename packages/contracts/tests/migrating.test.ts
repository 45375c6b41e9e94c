import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classicEvents, clientEvents, routeList, serverEvents } from '../src/index.ts';

const page = readFileSync(new URL('../../../docs/migrating.md', import.meta.url), 'utf8');
const [, ...sections] = page.split(/^## /m);

/** What stands right of the first column, and in prose: what there is to call here. */
const here = sections.flatMap((section) =>
  section.split('\n').map((line) => (line.startsWith('|') ? line.split('|').slice(2).join('|') : line)),
);
const spans = here.flatMap((text) => [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span));
const known = new Set(routeList.flatMap(({ method, paths }) => paths.map((path) => `${method} ${path}`)));
const events = new Set([...Object.keys(clientEvents), ...Object.keys(serverEvents)]);

describe('docs/migrating.md', () => {
  it('names only routes that there are', () => {
    const named = spans.filter((span) => /^(GET|POST|PUT|PATCH|DELETE) \//.test(span));
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter((route) => !known.has(route))).toEqual([]);
  });

  it('names only events and frames that there are', () => {
    const named = spans.filter((span) => /^[a-z]+:[a-z-]+$/.test(span));
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((event) => !events.has(event))).toEqual([]);
    const frames = here.flatMap((text) => [...text.matchAll(/frame `(\w+)`/g)].map(([, name = '']) => name));
    expect(frames.filter((frame) => !(frame in classicEvents))).toEqual([]);
    expect(frames).toHaveLength(4);
  });

  it('names every classic route and frame', () => {
    const classic = routeList.filter((route) => route.classic || route.paths.some((path) => !path.startsWith('/api/')));
    const paths = classic.flatMap(({ method, paths }) => paths.map((path) => `${method} ${path}`));
    const public_ = paths.filter((path) => !/ \/(api|\.well-known)\//.test(path));
    expect(public_.filter((path) => !spans.includes(path))).toEqual([]);
  });
});
