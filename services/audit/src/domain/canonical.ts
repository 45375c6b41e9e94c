import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** The one text of a value that everybody comes to (RFC 8785). Keys without a value are left out. */
export function canonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('this has no canonical form');
  return text;
}

/** SHA-256 of the parts one after the other, as 64 hexadecimal digits. */
export function sha256(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/**
 * Text that comes back from a database as it went in: lone surrogates, which no encoding knows, are replaced, in keys' values
 * and lists too. What has no value is left out.
 */
export function storable<Value>(value: Value): Value {
  if (typeof value === 'string') return value.toWellFormed() as Value;
  if (Array.isArray(value)) return value.map(storable) as Value;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [key, storable(one)])) as Value;
}
