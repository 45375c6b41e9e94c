import { retryDelayMs } from '../retry.ts';
import { RollcallError } from '../rollcall-error.ts';
import { lifeOf, type TokenLife } from './token-life.ts';
import type { World } from './world.ts';

/** A token is renewed this long before its end, or a tenth of its life when that is less. */
const LEAD_MS = 30_000;
const LEAD_OF_LIFE = 0.1;
const RETRY = { baseMs: 1_000, maxMs: 30_000 };
/** Whatever tokens and clocks say, the next one is not asked for sooner. */
const SHORTEST_MS = 1_000;

export interface TokenSource {
  token?: string | undefined;
  getToken?: (() => Promise<string>) | undefined;
  /** How long `getToken` may take. */
  timeoutMs: number;
}

/** The access token of a link: held, asked for, and renewed before it ends. */
export class Tokens {
  readonly #source: TokenSource;
  readonly #world: World;
  #held: string | undefined;
  /** Set or renewed, and not yet shown to the server: there is no need to ask for another one. */
  #isNew: boolean;
  #life: TokenLife | undefined;
  #asking: Promise<string> | undefined;
  #stopTimer = () => {};
  #failures = 0;
  #watching: { renewed: () => void; denied: (error: RollcallError) => void } | undefined;

  constructor(source: TokenSource, world: World) {
    this.#source = source;
    this.#world = world;
    this.#held = source.token;
    this.#isNew = source.token !== undefined;
    this.#life = source.token === undefined ? undefined : lifeOf(source.token);
  }

  get held(): string | undefined {
    return this.#held;
  }

  set(token: string): void {
    this.#held = token;
    this.#isNew = true;
    this.#life = lifeOf(token);
  }

  /** The token of a handshake: the one that was set and not yet used, or a new one where one can be asked for. */
  async forHandshake(): Promise<string | undefined> {
    const { getToken } = this.#source;
    if (!getToken || (this.#isNew && !this.#endsSoon())) return this.#held;
    const before = this.#held;
    const asked = await this.#ask(getToken);
    // One that was set meanwhile is newer.
    if (this.#held === before) this.set(asked);
    return this.#held;
  }

  /** The server took the token, and may have told when it ends; from now on it is renewed in time. */
  accepted(token: string, expiresAtMs?: number): void {
    if (token !== this.#held) this.set(token);
    this.#isNew = false;
    this.#failures = 0;
    const { lifeMs } = this.#life ?? {};
    if (expiresAtMs !== undefined) this.#life = { expiresAtMs, lifeMs };
    if (this.#life) this.#life = byThisClock(this.#life, this.#world.now());
    this.#schedule();
  }

  /** The server does not want the token. */
  rejected(): void {
    this.#isNew = false;
  }

  /** Renews the token whenever it is about to end, until `unwatch`. */
  watch(renewed: () => void, denied: (error: RollcallError) => void): void {
    this.#watching = { renewed, denied };
    this.#schedule();
  }

  unwatch(): void {
    this.#watching = undefined;
    this.#stopTimer();
  }

  #endsSoon(): boolean {
    return this.#life !== undefined && this.#world.now() >= renewAtMs(this.#life, this.#world.now());
  }

  #schedule(): void {
    this.#stopTimer();
    const { getToken } = this.#source;
    if (!this.#watching || !getToken || !this.#life) return;
    const nowMs = this.#world.now();
    this.#renewAfter(Math.max(SHORTEST_MS, renewAtMs(this.#life, nowMs) - nowMs), getToken);
  }

  #renewAfter(ms: number, getToken: () => Promise<string>): void {
    this.#stopTimer = this.#world.after(ms, () => void this.#renew(getToken));
  }

  async #renew(getToken: () => Promise<string>): Promise<void> {
    const watching = this.#watching;
    const before = this.#held;
    const result = await this.#ask(getToken).catch(toError);
    if (this.#held !== before) return;
    const isNew = typeof result === 'string' && result !== before;
    if (isNew) this.set(result);
    if (!watching || this.#watching !== watching) return;
    if (isNew) watching.renewed();
    else if (typeof result !== 'string' && isFinal(result)) watching.denied(result);
    else {
      this.#failures += 1;
      const retryAfter = typeof result === 'string' ? undefined : result.retryAfterSeconds;
      this.#renewAfter(retryDelayMs(this.#failures, retryAfter, { ...RETRY, random: this.#world.random }), getToken);
    }
  }

  /** One request at a time, whoever needs the answer. One that takes too long has failed, and is not sent twice. */
  #ask(getToken: () => Promise<string>): Promise<string> {
    this.#asking ??= Promise.resolve()
      .then(getToken)
      .finally(() => {
        this.#asking = undefined;
      });
    const asking = this.#asking;
    return new Promise((resolve, reject) => {
      const stop = this.#world.after(this.#source.timeoutMs, () => reject(new RollcallError({ code: 'offline' })));
      asking.then(resolve, reject).finally(stop);
    });
  }
}

/** What was thrown while a token was asked for: anything but a refusal may go away again. */
export function toError(thrown: unknown): RollcallError {
  return thrown instanceof RollcallError ? thrown : new RollcallError({ code: 'offline', cause: thrown });
}

/** Whether it makes no sense to ask once more. */
export function isFinal(error: RollcallError): boolean {
  return !error.temporary && error.status >= 400 && error.status < 500;
}

function renewAtMs({ expiresAtMs, lifeMs }: TokenLife, nowMs: number): number {
  return expiresAtMs - Math.min(LEAD_MS, (lifeMs ?? expiresAtMs - nowMs) * LEAD_OF_LIFE);
}

/** A token that was taken lives, and no longer than its whole life: where this clock says otherwise, it is wrong. */
function byThisClock(life: TokenLife, nowMs: number): TokenLife | undefined {
  const { expiresAtMs, lifeMs = expiresAtMs - nowMs } = life;
  if (lifeMs <= 0) return undefined;
  const isWrong = expiresAtMs <= nowMs || expiresAtMs > nowMs + lifeMs;
  return { expiresAtMs: isWrong ? nowMs + lifeMs : expiresAtMs, lifeMs };
}
