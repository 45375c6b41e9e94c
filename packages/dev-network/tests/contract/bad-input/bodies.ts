import { gzipSync } from 'node:zlib';
import type { CallOptions } from '../helpers/http.ts';

export interface BadRequest extends CallOptions {
  what: string;
}

const JSON_TYPE = 'application/json';
const MEGABYTE = 1_000_000;

/** JSON texts in place of any value that a route wants to be a string. */
const hostileValues = {
  operator: '{"$ne":""}',
  regex: '{"$regex":".*"}',
  where: '{"$where":"sleep(1000)"}',
  array: '["a","b"]',
  object: '{"a":{"b":1}}',
  number: '1e308',
  boolean: 'true',
  null: 'null',
  'lone surrogate': '"\\ud800"',
  'NUL character': '"\\u0000"',
  'long text': JSON.stringify('x'.repeat(50_000)),
  'year 275760': '"+275760-09-13T00:00:00.000Z"',
  'prototype key': '{"__proto__":{"isAdmin":true}}',
};

/** Bodies that are wrong as a whole, and `sample` with each key in turn made hostile. */
export function badBodies(sample: Record<string, unknown>): BadRequest[] {
  const text = JSON.stringify(sample);
  const raw = (what: string, body: CallOptions['raw'], type = JSON_TYPE, encoding?: string): BadRequest => ({
    what,
    ...(body !== undefined && { raw: body }),
    headers: { 'content-type': type, ...(encoding && { 'content-encoding': encoding }) },
  });
  const withKey = (key: string, value: string) =>
    `${text.slice(0, -1)}${text === '{}' ? '' : ','}${JSON.stringify(key)}:${value}}`;
  const keys = Object.keys(sample).flatMap((key) =>
    Object.entries(hostileValues).map(([what, value]) => raw(`${what} for ${key}`, withKey(key, value))),
  );
  return [
    ...keys,
    raw('unfinished', text.slice(0, -1)),
    raw('no JSON', 'hello'),
    raw('null', 'null'),
    raw('an array', `[${text}]`),
    raw('a text', '"text"'),
    raw('a number', '7'),
    raw('empty', '{}'),
    raw('no body', undefined),
    raw('__proto__', withKey('__proto__', '{"role":"admin"}')),
    raw('constructor', withKey('constructor', '{"prototype":{"role":"admin"}}')),
    raw('dotted and operator keys', withKey('$set', '{"a.b":1}')),
    raw('arrays 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000)),
    raw('objects 10,000 deep', withKey('a', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)),
    raw('1 MB of a key', withKey('a', JSON.stringify('x'.repeat(MEGABYTE)))),
    raw('1 MB of spaces', ' '.repeat(MEGABYTE) + text),
    raw('a form', 'a=1&b[$ne]=', 'application/x-www-form-urlencoded'),
    raw('plain text', text, 'text/plain'),
    raw('XML', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'application/xml'),
    raw('a multipart form without parts', 'x', 'multipart/form-data'),
    raw('a content type that is none', text, '/;=;'),
    raw('an unknown charset', text, 'application/json; charset=klingon'),
    raw('invalid UTF-8', Uint8Array.from([123, 34, 0xff, 0xfe, 34, 58, 49, 125])),
    raw('gzip that is none', text, JSON_TYPE, 'gzip'),
    raw('cut gzip', new Uint8Array(gzipSync(text).subarray(0, 12)), JSON_TYPE, 'gzip'),
    raw('a gzip bomb', new Uint8Array(gzipSync(' '.repeat(20 * MEGABYTE))), JSON_TYPE, 'gzip'),
    raw('an unknown encoding', text, JSON_TYPE, 'rot13'),
  ];
}

export const badQueries = [
  '?$ne=',
  '?limit[$gt]=0',
  '?__proto__[isAdmin]=1',
  '?constructor=1',
  '?cursor=%00',
  '?cursor=%ff%fe',
  '?limit=-1',
  '?limit=1e9',
  '?limit=1&limit=2',
  '?%',
  `?cursor=${'x'.repeat(5_000)}`,
];
