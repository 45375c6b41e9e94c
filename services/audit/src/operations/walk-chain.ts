import type { AuditProblem } from '@rollcall/contracts';
import type { Entry, Head } from '../domain/entry.ts';
import { isErased } from '../domain/personal-part.ts';
import { beginOf, type Finding, isPartWhole, isWhole, judgeMisplaced, step, type Walk } from '../domain/walk-chain.ts';
import type { LogParts } from './log-parts.ts';

type Store = Pick<LogParts, 'store'>['store'];

/** What is known of a chain from elsewhere. */
export interface Known {
  /** Hashes by position. */
  milestones: ReadonlyMap<number, string>;
  /** The end as its writers saw it before the walk began; missing when somebody took it away. */
  noted: Head | undefined;
}

export interface Walked {
  walk: Walk;
  erased: number;
  /** The erasures that entries are said to be erased by, each with the first such entry. */
  erasures: Map<string, AuditProblem>;
  problem: AuditProblem | null;
}

/** Follows a chain from its first entry to the first that is wrong, or to the end. */
export async function walkChain(store: Store, chain: number, { milestones, noted }: Known): Promise<Walked> {
  const walked: Walked = { walk: beginOf(chain), erased: 0, erasures: new Map(), problem: null };
  const { walk } = walked;
  const isKnown = ({ position, hash }: Entry) =>
    (milestones.get(position) ?? hash) === hash && (position !== noted?.position || noted.hash === hash);
  for await (const page of store.inspection.pages(chain)) {
    const parts = await store.readParts(page);
    for (const entry of page) {
      const part = parts.get(entry._id);
      const { position } = entry;
      const finding = step(walk, entry);
      if (finding) walked.problem = { chain, ...(await judge(store, walk, entry, finding)) };
      else if (!isKnown(entry)) walked.problem = { chain, position, kind: 'head_mismatch', entryId: entry._id };
      else if (!isPartWhole(entry, part)) {
        walked.problem = { chain, position, kind: 'personal_altered', entryId: entry._id };
      }
      if (walked.problem) return walked;
      if (!part || !isErased(part)) continue;
      walked.erased += 1;
      if (!walked.erasures.has(part.erasure)) {
        walked.erasures.set(part.erasure, { chain, position, kind: 'personal_altered', entryId: entry._id });
      }
    }
  }
  walked.problem = cutOff(walk, { milestones, noted });
  return walked;
}

async function judge({ inspection }: Store, walk: Walk, entry: Entry, { kind, ...finding }: Finding) {
  if (kind !== 'misplaced') return { kind, ...finding };
  const { chain, hash } = walk;
  const followers = await inspection.followersOf(chain, hash);
  const isElsewhere = followers.some((one) => one._id !== entry._id && isWhole(one, finding.position));
  return judgeMisplaced({ kind, ...finding }, walk, rightPositionOf(entry, await inspection.count(chain)), isElsewhere);
}

/** Where an entry's hash would be right, of the places up to the one behind the last. */
function rightPositionOf(entry: Entry, count: number): number | undefined {
  for (let position = 1; position <= count + 1; position += 1) if (isWhole(entry, position)) return position;
  return undefined;
}

/** What is known beyond the last entry is missing. */
function cutOff({ chain, position, entryId }: Walk, { milestones, noted }: Known): AuditProblem | null {
  if (noted === undefined && position > 0) return { chain, position, kind: 'head_mismatch', entryId };
  const furthest = Math.max(noted?.position ?? 0, ...milestones.keys());
  return furthest > position ? { chain, position: position + 1, kind: 'removed', entryId: null } : null;
}
