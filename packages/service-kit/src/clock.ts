import { randomBytes, randomUUID } from 'node:crypto';

/** The time of a process, injected so that tests and faults can shift it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Where ids come from, injected for the same reason. */
export interface IdSource {
  /** 24 hex digits that sort by time (MongoDB ObjectId's layout: 4 bytes of seconds, 8 random bytes). */
  objectId(): string;
  /** An id for events and requests (UUID v4). */
  unique(): string;
}

/** Ids from the system's random source and `clock`. */
export function createIdSource(clock: Clock): IdSource {
  return {
    objectId() {
      const seconds = Math.floor(clock.now() / 1000).toString(16);
      return `${seconds.padStart(8, '0').slice(-8)}${randomBytes(8).toString('hex')}`;
    },
    unique: () => randomUUID(),
  };
}
