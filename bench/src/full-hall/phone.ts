import { setTimeout as wait } from 'node:timers/promises';
import {
  type Client,
  connectLive,
  createClient,
  type LiveBoard,
  type LiveConnection,
  RollcallError,
  withRetry,
} from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { monotonicMs } from '../lib/clock.ts';

const PASSWORD = 'a password of the bench';
const PATIENT = { attempts: 8 };
const PAUSE_MS = 200;
const LAST_CALL_MS = 30_000;

/** A scan that was acknowledged. */
export interface Acknowledged {
  studentId: string;
  /** From the first request to the answer that counts. */
  tookMs: number;
  /** By the monotonic clock. */
  atMs: number;
  /** How often a request was refused, or had no answer, before. */
  refusals: number;
}

/** A student with an account, an open socket and the own board. */
export class Phone {
  readonly studentId: string;
  readonly #client: Client;
  readonly #token: string;
  #live: LiveConnection | undefined;
  #board: LiveBoard | undefined;
  #sessionId: string | undefined;

  /** Signs up and logs in. */
  static async signUp(origin: string, email: string): Promise<Phone> {
    const client = createClient({ origin, retry: PATIENT });
    await client.call(routes.signUp, { body: { name: 'Student', email, password: PASSWORD, role: 'student' } });
    const { accessToken, user } = await client.call(routes.logIn, { body: { email, password: PASSWORD } });
    return new Phone(user._id, accessToken, createClient({ origin, token: accessToken }));
  }

  private constructor(studentId: string, token: string, client: Client) {
    this.studentId = studentId;
    this.#token = token;
    this.#client = client;
  }

  async connect(): Promise<void> {
    const options = { origin: this.#client.origin, token: this.#token };
    this.#live = await withRetry(() => connectLive(options), PATIENT);
  }

  async watch(sessionId: string): Promise<void> {
    const live = this.#live;
    if (!live) throw new Error('a phone is not connected');
    this.#sessionId = sessionId;
    this.#board = await withRetry(() => live.watch(sessionId), PATIENT);
  }

  async leave(): Promise<void> {
    if (this.#sessionId) await this.#live?.leave(this.#sessionId);
    this.#sessionId = undefined;
  }

  /** Closes the socket and opens another, as a phone does that was in a pocket. */
  async reconnect(): Promise<void> {
    const sessionId = this.#sessionId;
    this.#live?.close();
    this.#sessionId = undefined;
    await this.connect();
    if (sessionId) await this.watch(sessionId);
  }

  /** Scans what `readCode` says until it counts; undefined when it never did. */
  async scan(readCode: () => string): Promise<Acknowledged | undefined> {
    const startedAtMs = monotonicMs();
    for (let refusals = 0; ; refusals += 1) {
      try {
        await this.#client.call(routes.scan, { body: { token: readCode() } });
        const atMs = monotonicMs();
        return { studentId: this.studentId, tookMs: atMs - startedAtMs, atMs, refusals };
      } catch (error) {
        const mayTryAgain = error instanceof RollcallError && (error.temporary || error.code === 'token_expired');
        if (!mayTryAgain) throw error;
        if (monotonicMs() - startedAtMs > LAST_CALL_MS) return undefined;
        await wait(PAUSE_MS);
      }
    }
  }

  get isMarked(): boolean {
    return this.#board?.state.marks.has(this.studentId) ?? false;
  }

  /** How many the board says are in, in time or late. */
  get marked(): number {
    const { present = 0, late = 0 } = this.#board?.state.summary ?? {};
    return present + late;
  }

  get isConnected(): boolean {
    return this.#live?.state === 'connected';
  }
}
