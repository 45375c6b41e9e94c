/** Gathers what comes within `forMs` of the first, at most `most`, in its order. */
export async function* gather<Item>(items: AsyncIterable<Item>, most: number, forMs: number): AsyncGenerator<Item[]> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  for (;;) {
    const first = await next;
    if (first.done) return;
    const gathered = [first.value];
    next = iterator.next();
    const { promise: timeUp, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), forMs);
    while (gathered.length < most) {
      const one = await Promise.race([next, timeUp]);
      if (one === undefined || one.done) break;
      gathered.push(one.value);
      next = iterator.next();
    }
    clearTimeout(timer);
    yield gathered;
  }
}
