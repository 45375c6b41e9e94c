import type { AuditProblem } from '@rollcall/contracts';
import { chains } from '../domain/chains.ts';
import type { SignedHeads } from '../domain/signed-heads.ts';
import type { LogParts } from './log-parts.ts';
import { readMilestones } from './read-milestones.ts';
import { type Walked, walkChain } from './walk-chain.ts';

export interface Verification {
  valid: boolean;
  entries: number;
  erased: number;
  signedAt: Date | null;
  chains: { chain: number; entries: number; head: string | null }[];
  problem: AuditProblem | null;
}

export interface VerifyOptions {
  /** This one alone. */
  chain?: number | undefined;
  /** Signed heads that were kept outside. */
  kept?: readonly SignedHeads[];
}

/**
 * Goes through the chains, in memory that does not grow with them, and stops at the first thing that is wrong. What is
 * written meanwhile does no harm: the ends are read first.
 */
export async function verifyLog(
  parts: Pick<LogParts, 'store' | 'config'>,
  { chain, kept }: VerifyOptions = {},
): Promise<Verification> {
  const { inspection } = parts.store;
  const noted = await inspection.notedHeads();
  const milestones = await readMilestones(parts, kept);
  const walks: Walked[] = [];
  let problem = chain === undefined ? await findStray(parts) : null;
  for (const one of chain === undefined ? chains : [chain]) {
    if (problem) break;
    const known = { milestones: milestones.byChain.get(one) ?? new Map(), noted: noted.get(one) };
    const walked = await walkChain(parts.store, one, known);
    walks.push(walked);
    problem = walked.problem;
  }
  problem ??= (await findFalseErasure(parts, walks)) ?? milestones.problem;
  return {
    valid: problem === null,
    entries: walks.reduce((sum, { walk }) => sum + walk.position, 0),
    erased: walks.reduce((sum, { erased }) => sum + erased, 0),
    signedAt: milestones.signedAt,
    chains: walks.map(({ walk }) => ({
      chain: walk.chain,
      entries: walk.position,
      head: walk.position === 0 ? null : walk.hash,
    })),
    problem,
  };
}

async function findStray({ store }: Pick<LogParts, 'store'>): Promise<AuditProblem | null> {
  const stray = await store.inspection.stray();
  return stray && { chain: null, position: Number(stray.position) || 0, kind: 'inserted', entryId: String(stray._id) };
}

/** Whoever takes a personal part away and says that it was erased has no entry about that. */
async function findFalseErasure({ store }: Pick<LogParts, 'store'>, walks: Walked[]): Promise<AuditProblem | null> {
  const first = new Map(walks.flatMap(({ erasures }) => [...erasures]));
  if (first.size === 0) return null;
  const recorded = await store.inspection.erasures([...first.keys()]);
  for (const [erasure, problem] of first) if (!recorded.has(erasure)) return problem;
  return null;
}
