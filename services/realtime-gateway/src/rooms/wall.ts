import type { QrCode } from '@rollcall/contracts';

/** The codes on the wall of a session: of one round, the newest of each slot. */
export class Wall {
  #codes: QrCode[];

  constructor(codes: readonly QrCode[] = []) {
    this.#codes = [...codes];
  }

  /** By slot. */
  get codes(): QrCode[] {
    return [...this.#codes];
  }

  has(code: QrCode): boolean {
    return this.#codes.some(({ slot, token }) => slot === code.slot && token === code.token);
  }

  /** Puts a code in its slot; a new round begins with an empty wall. False when it is there already or older than what is. */
  put(code: QrCode): boolean {
    const sameRound = this.#codes.filter(({ roundId }) => roundId === code.roundId);
    const rivals = sameRound.length > 0 ? sameRound.filter(({ slot }) => slot === code.slot) : this.#codes;
    if (this.has(code) || rivals.some(({ issuedAt }) => issuedAt > code.issuedAt)) return false;
    const others = sameRound.filter(({ slot }) => slot !== code.slot);
    this.#codes = [...others, code].sort((one, other) => one.slot - other.slot);
    return true;
  }
}
