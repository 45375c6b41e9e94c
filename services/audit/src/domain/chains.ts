import { createHash } from 'node:crypto';
import { AUDIT_CHAINS } from '@rollcall/contracts';
import type { Head } from './entry.ts';
import { NO_HASH } from './entry.ts';

export const chains: readonly number[] = Array.from({ length: AUDIT_CHAINS }, (_, chain) => chain);

/**
 * The chain of a family: the thing whose history stays together, such as a session with its rounds and records. By a hash
 * that stays the same over releases.
 */
export function chainOf(type: string, id: string): number {
  return createHash('sha256').update(`${type}:${id}`).digest().readUInt32BE() % AUDIT_CHAINS;
}

/** The head of a chain that has no entry. */
export const emptyHead = (chain: number): Head => ({ chain, position: 0, hash: NO_HASH });
