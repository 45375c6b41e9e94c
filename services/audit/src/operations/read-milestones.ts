import type { AuditProblem } from '@rollcall/contracts';
import { NO_HASH } from '../domain/entry.ts';
import { hashOfSigned, isSignedByUs, type SignedHeads } from '../domain/signed-heads.ts';
import type { LogParts } from './log-parts.ts';

/** What is known of the chains from elsewhere than their entries. */
export interface Milestones {
  /** The hash at a position, by chain. */
  byChain: Map<number, Map<number, string>>;
  signedAt: Date | null;
  /** The first signature that is not good. */
  problem: AuditProblem | null;
}

/** Reads the signed heads, checks their signatures, and that each follows the one before; `kept` are some from outside. */
export async function readMilestones(
  { store, config }: Pick<LogParts, 'store' | 'config'>,
  kept: readonly SignedHeads[] = [],
): Promise<Milestones> {
  const keys = [config.AUDIT_SIGNING_KEY.publicKey, ...config.AUDIT_FORMER_PUBLIC_KEYS];
  const found: Milestones = { byChain: new Map(), signedAt: null, problem: null };
  const keptById = new Map(kept.map((one) => [one._id, one]));
  let previous = { _id: 0, hash: NO_HASH };
  for await (const signed of store.signedHeads.all()) {
    const hash = hashOfSigned(signed);
    const isNext = signed._id === previous._id + 1 && signed.previousHash === previous.hash;
    const own = keptById.get(signed._id);
    const isTheKept = own === undefined || hashOfSigned(own) === hash;
    if (isNext && isTheKept && isSignedByUs(signed, keys)) take(found, signed);
    else found.problem ??= invalid(Number.isSafeInteger(signed._id) ? previous._id + 1 : 0);
    previous = { _id: signed._id, hash };
  }
  for (const one of kept) {
    if (!isSignedByUs(one, keys)) throw new Error(`signed heads ${one._id}: none of our keys has signed them`);
    take(found, one);
    if (one._id > previous._id) found.problem ??= invalid(previous._id + 1);
  }
  return found;
}

function take(found: Milestones, { heads, signedAt }: SignedHeads): void {
  const { byChain } = found;
  if (found.signedAt === null || found.signedAt < signedAt) found.signedAt = signedAt;
  for (const { chain, position, hash } of heads) {
    if (position === 0) continue;
    const ofChain = byChain.get(chain) ?? new Map<number, string>();
    byChain.set(chain, ofChain.set(position, hash));
  }
}

const invalid = (position: number): AuditProblem => ({
  chain: null,
  position,
  kind: 'signature_invalid',
  entryId: null,
});
