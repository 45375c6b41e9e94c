import { chains, emptyHead } from '../domain/chains.ts';
import type { Head } from '../domain/entry.ts';
import type { Collections } from './models.ts';

/**
 * Where chains end. To write behind them `local` is right: what stands before an entry in the log of the same primary is
 * there for a majority when the entry is. To sign them only what stays counts: `majority`.
 */
export async function readHeads(
  { entries }: Pick<Collections, 'entries'>,
  wanted: readonly number[] = chains,
  level: 'local' | 'majority' = 'majority',
): Promise<Map<number, Head>> {
  const last = await Promise.all(
    wanted.map((chain) =>
      entries.findOne(
        { chain },
        { sort: { position: -1 }, projection: { chain: 1, position: 1, hash: 1 }, readConcern: { level } },
      ),
    ),
  );
  return new Map(
    wanted.map((chain, at) => {
      const { position, hash } = last[at] ?? emptyHead(chain);
      return [chain, { chain, position, hash }];
    }),
  );
}
