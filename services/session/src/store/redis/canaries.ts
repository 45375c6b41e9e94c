import type { Redis } from 'ioredis';

/** So many that each master of a cluster has some: their hash tags fall on slots all over. */
const CANARIES = Array.from({ length: 32 }, (_, index) => `canary:{${index}}`);

export type Canaries = ReturnType<typeof createCanaries>;

/** Keys that are there as long as a master has the data that it was given. */
export function createCanaries(redis: Redis) {
  return {
    /** Those that are gone. */
    async missing(): Promise<string[]> {
      const found = await Promise.all(CANARIES.map((key) => redis.exists(key)));
      return CANARIES.filter((_, index) => found[index] === 0);
    },

    async set(keys: string[]): Promise<void> {
      await Promise.all(keys.map((key) => redis.set(key, '1')));
    },
  };
}
