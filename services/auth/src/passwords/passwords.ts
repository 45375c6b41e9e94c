import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';
import { Piscina } from 'piscina';
import { type PasswordScheme, prepare } from '../domain/password.ts';
import type { HashTask } from './hash.worker.ts';
import { createHashQueue, type HashQueue } from './hash-queue.ts';

const MAX_WAIT_MS = 2_000;
const MAX_THREADS = 8;

export interface StoredPassword {
  passwordHash: string;
  passwordScheme: PasswordScheme;
}

/** What a user without a password has. */
export type MaybeStored = { passwordHash: string | null; passwordScheme: PasswordScheme | null };

export interface Passwords {
  /** Where `hash` and `matches` are to be called: bounds what waits. */
  queue: HashQueue;
  hash(password: string): Promise<StoredPassword>;
  /** Takes the same time when there is nothing to compare with. */
  matches(password: string, stored: MaybeStored | null): Promise<boolean>;
  /** Whether a hash was made at another cost or by another scheme than one made now. */
  isOutdated(password: string, stored: MaybeStored): boolean;
  close(): Promise<void>;
}

/** Hashing by bcrypt in threads of its own, so that requests that hash nothing do not wait. */
export async function createPasswords(cost: number): Promise<Passwords> {
  const threads = Math.min(availableParallelism(), MAX_THREADS);
  const pool = new Piscina<HashTask, string | boolean>({
    filename: new URL('./hash.worker.ts', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  const run = async (task: HashTask) => pool.run(task);
  const dummyTask = { input: randomBytes(16).toString('hex'), cost };
  // The first of each thread takes longer: it waits for the thread to start.
  await Promise.all(Array.from({ length: threads }, () => run(dummyTask)));
  const startedAtMs = performance.now();
  const dummyHash = String(await run(dummyTask));
  const expectedMs = performance.now() - startedAtMs;
  return {
    queue: createHashQueue({ slots: threads, maxWaitMs: MAX_WAIT_MS, expectedMs }),
    async hash(password) {
      const { scheme, input } = prepare(password);
      return { passwordHash: String(await run({ input, cost })), passwordScheme: scheme };
    },
    async matches(password, stored) {
      const { scheme, input } = prepare(password);
      const equal = await run({ input, hash: stored?.passwordHash ?? dummyHash });
      return equal === true && stored?.passwordScheme === scheme;
    },
    isOutdated: (password, { passwordHash, passwordScheme }) =>
      passwordHash !== null && (bcrypt.getRounds(passwordHash) !== cost || passwordScheme !== prepare(password).scheme),
    close: () => pool.destroy(),
  };
}
