/** Who wants to hear of something, in the order in which they came. */
export class Handlers<Value> {
  readonly #handlers = new Set<(value: Value) => void>();

  /** The result takes the handler away again. */
  add(handler: (value: Value) => void): () => void {
    const own = (value: Value) => handler(value);
    this.#handlers.add(own);
    return () => void this.#handlers.delete(own);
  }

  call(value: Value): void {
    for (const handler of [...this.#handlers]) handler(value);
  }
}
