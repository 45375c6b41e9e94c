/** Lets items that come within `ms`, or while two batches are on their way, share a call. */
export function createBatcher<Item, Result>(ms: number, run: (items: Item[]) => Promise<Result[]>) {
  let waiting: { item: Item; resolve(result: Result): void; reject(error: unknown): void }[] = [];
  let isTimed = false;
  let running = 0;

  async function flush() {
    isTimed = false;
    if (waiting.length === 0 || running === 2) return;
    const batch = waiting;
    waiting = [];
    running += 1;
    try {
      const results = await run(batch.map(({ item }) => item));
      for (let at = 0; at < batch.length; at += 1) batch[at]?.resolve(results[at] as Result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    running -= 1;
    void flush();
  }

  return {
    add: (item: Item) =>
      new Promise<Result>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!isTimed) {
          isTimed = true;
          setTimeout(flush, ms);
        }
      }),
  };
}
