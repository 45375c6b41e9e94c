export interface GathererOptions<Item, Result> {
  /** How long the first of a batch waits for others, ms. */
  gatherMs: number;
  maxItems: number;
  /** How many batches may be on their way; further items wait for one of them to come back. */
  atOnce: number;
  /** Works on a batch; answers in the order of its items. What it throws is thrown to all of them. */
  run(items: Item[]): Promise<Result[]>;
}

export interface Gatherer<Item, Result> {
  add(item: Item): Promise<Result>;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Lets items that arrive together share one call. Under load a batch is what arrived while the ones before were worked on. */
export function createGatherer<Item, Result>(options: GathererOptions<Item, Result>): Gatherer<Item, Result> {
  const { gatherMs, maxItems, atOnce, run } = options;
  let waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let timer: NodeJS.Timeout | undefined;

  function next() {
    timer = undefined;
    if (waiting.length === 0 || running >= atOnce) return;
    const batch = waiting.slice(0, maxItems);
    waiting = waiting.slice(maxItems);
    running += 1;
    void work(batch).finally(() => {
      running -= 1;
      next();
    });
  }

  async function work(batch: Waiting<Item, Result>[]) {
    try {
      const results = await run(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error('a batch came back with another number of results');
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (waiting.length >= maxItems) {
          clearTimeout(timer);
          next();
        } else timer ??= setTimeout(next, gatherMs);
      }),
  };
}

export interface KeyedGathererOptions<Item, Result> extends Omit<GathererOptions<Item, Result>, 'atOnce' | 'run'> {
  run(key: string, items: Item[]): Promise<Result[]>;
}

/** The same for items of many keys: those of one key that arrive within `gatherMs` share a call. */
export function createKeyedGatherer<Item, Result>({ run, ...limits }: KeyedGathererOptions<Item, Result>) {
  const open = new Map<string, { gatherer: Gatherer<Item, Result>; waiting: number }>();

  return {
    async add(key: string, item: Item): Promise<Result> {
      const entry = open.get(key) ?? {
        gatherer: createGatherer<Item, Result>({
          ...limits,
          atOnce: Number.POSITIVE_INFINITY,
          run: (items) => run(key, items),
        }),
        waiting: 0,
      };
      open.set(key, entry);
      entry.waiting += 1;
      try {
        return await entry.gatherer.add(item);
      } finally {
        entry.waiting -= 1;
        if (entry.waiting === 0) open.delete(key);
      }
    },
  };
}
