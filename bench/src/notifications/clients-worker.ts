import { connectLive, type LiveConnection } from '@rollcall/client';
import { serve } from '../lib/forked.ts';

const AT_ONCE = 20;

const connections: LiveConnection[] = [];
let latencies: number[] = [];
let ids = new Set<string>();
let doubled = 0;

/** Students whose sockets hear what is new, in a process of their own. */
const operations = {
  async open(origin: string, tokens: string[]) {
    for (let first = 0; first < tokens.length; first += AT_ONCE) {
      await Promise.all(tokens.slice(first, first + AT_ONCE).map((token) => openOne(origin, token)));
    }
  },

  /** What came since the last report. */
  report() {
    const heard = { latencies, doubled };
    [latencies, ids, doubled] = [[], new Set(), 0];
    return heard;
  },
};
export type ClientOperations = typeof operations;

async function openOne(origin: string, token: string) {
  const live = await connectLive({ origin, token });
  live.on('notification:new', ({ _id, createdAt }) => {
    if (ids.has(_id)) doubled += 1;
    ids.add(_id);
    // The instant of its event, which is published then.
    latencies.push(Date.now() - Date.parse(createdAt));
  });
  connections.push(live);
}

serve(operations);
