import { type SignedHeads, signHeads } from '../domain/signed-heads.ts';
import type { LogParts } from './log-parts.ts';

const ATTEMPTS = 10;

/**
 * Signs the heads of all chains; undefined when the day has its signature already. Of several processes at once one does it
 * for the day. It is logged too: the log lies elsewhere, where whoever changes the database does not reach it.
 */
export async function signAllHeads(
  { store, clock, config, log }: Omit<LogParts, 'ids'>,
  day?: string,
): Promise<SignedHeads | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (day !== undefined && (await store.signedHeads.ofDay(day))) return undefined;
    const previous = await store.signedHeads.last();
    const heads = [...(await store.readHeads()).values()];
    const signed = signHeads(config.AUDIT_SIGNING_KEY, { previous, heads, day, at: new Date(clock.now()) });
    if (!(await store.signedHeads.add(signed))) continue;
    log.info({ signedHeads: signed }, 'audit: the heads of the chains, signed');
    return signed;
  }
  throw new Error('others sign at this moment: try again');
}

/** The day of an instant, UTC. */
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
