const PLACES = 8;
const TURN_MS = 500;
const LONGEST_TURN_MS = 60_000;

interface State {
  running: number;
  /** Deliveries that were sent away to come again. */
  away: Set<string>;
  /** Its latest attempt failed. */
  failing: boolean;
}

/**
 * How many deliveries to one webhook run at once in this process: some, and one alone while it fails. So a webhook that does
 * not answer leaves the places to the others.
 */
export class Places {
  readonly #states = new Map<string, State>();

  /** Undefined when there is a place, which is to be left afterwards; else after how many ms to come again. */
  enter(webhookId: string, deliveryId: string): number | undefined {
    const state = this.#states.get(webhookId) ?? { running: 0, away: new Set(), failing: false };
    this.#states.set(webhookId, state);
    const places = state.failing ? 1 : PLACES;
    if (state.running < places) {
      state.running += 1;
      state.away.delete(deliveryId);
      return undefined;
    }
    state.away.add(deliveryId);
    const turn = Math.min(LONGEST_TURN_MS, TURN_MS * (1 + state.away.size / PLACES));
    return turn * (0.5 + Math.random());
  }

  leave(webhookId: string, failed: boolean): void {
    const state = this.#states.get(webhookId);
    if (!state) return;
    state.running -= 1;
    state.failing = failed;
    if (state.running === 0 && state.away.size === 0 && !failed) this.#states.delete(webhookId);
  }
}
