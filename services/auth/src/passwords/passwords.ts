import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';
import { type PasswordScheme, prepare } from '../domain/password.ts';
import { createHashQueue, type HashQueue } from './hash-queue.ts';

const MAX_WAIT_MS = 2_000;
// The thread pool has four threads; one stays free for files and names.
const MAX_SLOTS = 3;

export interface StoredPassword {
  passwordHash: string;
  passwordScheme: PasswordScheme;
}

export interface Passwords {
  /** Where `hash` and `matches` are to be called: bounds what waits. */
  queue: HashQueue;
  hash(password: string): Promise<StoredPassword>;
  /** Takes about the same time when there is nothing to compare with. */
  matches(password: string, stored: StoredPassword | null): Promise<boolean>;
}

/** Hashing by bcrypt in the thread pool. */
export async function createPasswords(cost: number): Promise<Passwords> {
  const startedAtMs = performance.now();
  const dummyHash = await bcrypt.hash(randomBytes(16).toString('hex'), cost);
  const expectedMs = performance.now() - startedAtMs;
  return {
    queue: createHashQueue({
      slots: Math.min(availableParallelism(), MAX_SLOTS),
      maxWaitMs: MAX_WAIT_MS,
      expectedMs,
    }),
    async hash(password) {
      const { scheme, input } = prepare(password);
      return { passwordHash: await bcrypt.hash(input, cost), passwordScheme: scheme };
    },
    async matches(password, stored) {
      const { scheme, input } = prepare(password);
      const equal = await bcrypt.compare(input, stored?.passwordHash ?? dummyHash);
      return equal && stored?.passwordScheme === scheme;
    },
  };
}
