import { keyOnEachMaster, type RedisClient } from '@rollcall/service-kit';

export type Canaries = ReturnType<typeof createCanaries>;

/** A key on each master that is there as long as the master has the data that it was given. */
export function createCanaries(redis: RedisClient) {
  return {
    /** Those that are gone. One whose master is away is not: its data may come back with it. */
    async missing(): Promise<string[]> {
      const keys = keyOnEachMaster(redis, 'canary');
      const found = await Promise.allSettled(keys.map((key) => redis.exists(key)));
      return keys.filter((_, index) => {
        const answer = found[index];
        return answer?.status === 'fulfilled' && answer.value === 0;
      });
    },

    async set(keys: string[]): Promise<void> {
      await Promise.all(keys.map((key) => redis.set(key, '1')));
    },
  };
}
