/** Collects what was opened and closes it in reverse, each even when another fails. */
export class CloseStack {
  readonly #closers: (() => unknown)[] = [];

  /** Remembers how to close `thing` and hands it on. */
  add<Thing>(thing: Thing, close: (thing: Thing) => unknown): Thing {
    this.#closers.push(() => close(thing));
    return thing;
  }

  async close(): Promise<void> {
    const problems: unknown[] = [];
    for (let closer = this.#closers.pop(); closer; closer = this.#closers.pop()) {
      try {
        await closer();
      } catch (error) {
        problems.push(error);
      }
    }
    if (problems.length > 0) throw new AggregateError(problems, 'not everything could be closed');
  }
}
