import { chains } from '../domain/chains.ts';
import type { Entry, Head } from '../domain/entry.ts';
import { ownActions } from '../domain/mappings/index.ts';
import type { Collections } from './models.ts';

const PAGE = 1_000;

/** The log as it lies there, for whoever wants to know whether it is as it was written. */
export function createInspection({ entries, heads }: Collections) {
  return {
    /** A chain in the order of positions, whatever these are, page by page. */
    async *pages(chain: number): AsyncGenerator<Entry[]> {
      const cursor = entries.find({ chain }).sort({ position: 1 }).batchSize(PAGE);
      let page: Entry[] = [];
      for await (const entry of cursor) {
        page.push(entry);
        if (page.length < PAGE) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },

    count: (chain: number) => entries.countDocuments({ chain }),

    /** An entry that is in none of the chains. */
    stray: () => entries.findOne({ chain: { $nin: [...chains] } }),

    /** The entries that name another one as the one before. */
    followersOf: (chain: number, previousHash: string) => entries.find({ chain, previousHash }).limit(10).toArray(),

    /** The ends as their writers saw them. */
    async notedHeads(): Promise<Map<number, Head>> {
      const noted = await heads.find().toArray();
      return new Map(noted.map(({ _id: chain, position, hash }) => [chain, { chain, position, hash }]));
    },

    /** Those of the ids that are entries about an erasure. */
    async erasures(ids: string[]): Promise<Set<string>> {
      const found = entries.find({ _id: { $in: ids }, action: ownActions.erased }, { projection: { _id: 1 } });
      return new Set((await found.toArray()).map(({ _id }) => _id));
    },
  };
}
export type Inspection = ReturnType<typeof createInspection>;
