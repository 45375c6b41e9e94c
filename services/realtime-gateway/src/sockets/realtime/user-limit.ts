import type { UserSockets } from '../../rooms/user-sockets.ts';
import { closing } from './closing.ts';

/** More people than have many sockets on several gateways at once. */
const MOST_REMEMBERED = 10_000;

/**
 * Bounds the sockets of a person over all gateways: the oldest are told and closed. Whose sockets are few is not asked for
 * elsewhere: while no gateway holds more than its equal part of what is allowed, all of them together don't hold more than
 * that. Who holds more asks the others, which by that know that they have to ask too.
 */
export class UserLimit {
  readonly #sockets: UserSockets;
  readonly #most: number;
  readonly #countedElsewhere = new Set<string>();
  readonly #counting = new Map<string, { again: boolean }>();

  constructor(sockets: UserSockets, most: number) {
    this.#sockets = sockets;
    this.#most = most;
    sockets.onCounted((userId) => this.#remember(userId));
  }

  /** A socket of the person has opened. */
  async opened(userId: string): Promise<void> {
    const running = this.#counting.get(userId);
    if (running) {
      running.again = true;
      return;
    }
    const counting = { again: true };
    this.#counting.set(userId, counting);
    while (counting.again) {
      counting.again = false;
      await this.#enforce(userId);
    }
    this.#counting.delete(userId);
  }

  async #enforce(userId: string): Promise<void> {
    const share = Math.floor(this.#most / this.#sockets.gateways);
    if (this.#sockets.local(userId).length <= share && !this.#countedElsewhere.has(userId)) return;
    const open = await this.#sockets.of(userId);
    if (open.length <= share) this.#countedElsewhere.delete(userId);
    const oldest = open.slice(0, Math.max(0, open.length - this.#most)).map(({ id }) => id);
    this.#sockets.disconnect(oldest, closing('too_many_sockets'));
  }

  #remember(userId: string): void {
    const [first] = this.#countedElsewhere;
    if (first !== undefined && this.#countedElsewhere.size >= MOST_REMEMBERED) this.#countedElsewhere.delete(first);
    this.#countedElsewhere.add(userId);
  }
}
