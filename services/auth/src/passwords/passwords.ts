import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';
import { type PasswordScheme, prepare } from '../domain/password.ts';
import { createHashQueue, type HashQueue } from './hash-queue.ts';

const MAX_WAIT_MS = 2_000;
/** Of the four threads of Node's pool: the last is for what else needs one, such as looking up a host. */
const MOST_AT_ONCE = 3;

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
}

/** Hashing by bcrypt in threads of Node's pool, so that requests that hash nothing do not wait. */
export async function createPasswords(cost: number): Promise<Passwords> {
  const slots = Math.min(availableParallelism(), MOST_AT_ONCE);
  const startedAtMs = performance.now();
  const dummyHash = await bcrypt.hash(randomBytes(16).toString('hex'), cost);
  const expectedMs = performance.now() - startedAtMs;
  return {
    queue: createHashQueue({ slots, maxWaitMs: MAX_WAIT_MS, expectedMs }),
    async hash(password) {
      const { scheme, input } = prepare(password);
      return { passwordHash: await bcrypt.hash(input, cost), passwordScheme: scheme };
    },
    async matches(password, stored) {
      const { scheme, input } = prepare(password);
      const equal = await bcrypt.compare(input, stored?.passwordHash ?? dummyHash);
      return equal && stored?.passwordScheme === scheme;
    },
    isOutdated: (password, { passwordHash, passwordScheme }) =>
      passwordHash !== null && (bcrypt.getRounds(passwordHash) !== cost || passwordScheme !== prepare(password).scheme),
  };
}
