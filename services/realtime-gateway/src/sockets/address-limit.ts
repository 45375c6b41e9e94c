import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AddressOf } from '@rollcall/service-kit';

/** Bounds the open sockets of one address, of both kinds together. */
export class AddressLimit {
  readonly #most: number;
  readonly #addressOf: AddressOf;
  readonly #open = new Map<string, number>();

  constructor(most: number, addressOf: AddressOf) {
    this.#most = most;
    this.#addressOf = addressOf;
  }

  /** Counts a socket until it closes; false when its address has too many already. */
  admit(request: IncomingMessage, socket: Duplex): boolean {
    const address = this.#addressOf(request);
    const open = this.#open.get(address) ?? 0;
    if (open >= this.#most) return false;
    this.#open.set(address, open + 1);
    socket.once('close', () => this.#release(address));
    return true;
  }

  #release(address: string): void {
    const left = (this.#open.get(address) ?? 1) - 1;
    if (left > 0) this.#open.set(address, left);
    else this.#open.delete(address);
  }
}
