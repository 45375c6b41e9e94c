import { rpcs } from '@rollcall/contracts';
import { type Bus, type Clock, request, systemTrace } from '@rollcall/service-kit';
import { LRUCache } from 'lru-cache';

const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 20_000;
const PAGE = 1_000;

export type People = ReturnType<typeof createPeople>;

/** What auth knows of people. */
export function createPeople(bus: Bus, clock: Clock) {
  const names = new LRUCache<string, string>({
    max: MOST_REMEMBERED,
    ttl: REMEMBERED_MS,
    perf: { now: () => clock.now() },
  });

  async function ask(ids: string[]) {
    return (await request(bus, rpcs.auth.usersById, { ids }, systemTrace('people'))).users;
  }

  return {
    /** Their names by id; those whom nobody knows are left out. */
    async namesOf(userIds: Iterable<string>): Promise<Map<string, string>> {
      const all = [...new Set(userIds)];
      const found = new Map(all.flatMap((id) => (names.has(id) ? [[id, names.get(id) ?? ''] as const] : [])));
      const unknown = all.filter((id) => !found.has(id));
      for (let first = 0; first < unknown.length; first += PAGE) {
        for (const { _id, name } of await ask(unknown.slice(first, first + PAGE))) {
          names.set(_id, name);
          found.set(_id, name);
        }
      }
      return found;
    },

    /** Where mail reaches somebody now; undefined for who has no account or may not log in. */
    async addressOf(userId: string): Promise<{ name: string; address: string } | undefined> {
      const [user] = await ask([userId]);
      return user && !user.disabled ? { name: user.name, address: user.email } : undefined;
    },
  };
}
