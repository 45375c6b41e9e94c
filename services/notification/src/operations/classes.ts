import { type ClassSummary, rpcs } from '@rollcall/contracts';
import { type Bus, type Clock, request, systemTrace } from '@rollcall/service-kit';
import { LRUCache } from 'lru-cache';
import { atMost } from './at-most.ts';

/** So long a class may have another name or other teachers than is told. */
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 5_000;
const ASKED_AT_ONCE = 20;
const ROSTER_PAGE = 5_000;

export type Classes = ReturnType<typeof createClasses>;

/** What class knows of classes: names, teachers, rosters. */
export function createClasses(bus: Bus, clock: Clock) {
  const known = new LRUCache<string, { class: ClassSummary | null }>({
    max: MOST_REMEMBERED,
    ttl: REMEMBERED_MS,
    perf: { now: () => clock.now() },
    async fetchMethod(classId) {
      const answer = await request(bus, rpcs.class.getClass, { classId }, systemTrace(`class:${classId}`));
      // Nothing is remembered of what there is not: there may be a moment later.
      return answer.class ? answer : undefined;
    },
  });

  /** Null when there is none of that id. */
  async function get(classId: string): Promise<ClassSummary | null> {
    return (await known.fetch(classId))?.class ?? null;
  }

  return {
    get,

    /** Those that there are, by id. */
    async getAll(classIds: Iterable<string>): Promise<Map<string, ClassSummary>> {
      const found = new Map<string, ClassSummary>();
      await atMost(ASKED_AT_ONCE, new Set(classIds), async (classId) => {
        const one = await get(classId);
        if (one) found.set(classId, one);
      });
      return found;
    },

    /** The enrolled students, page by page. */
    async *roster(classId: string): AsyncGenerator<string[]> {
      let after: string | null | undefined;
      while (after !== null) {
        const page: { studentIds: string[]; next: string | null } = await request(
          bus,
          rpcs.class.roster,
          { classId, limit: ROSTER_PAGE, ...(after && { after }) },
          systemTrace(`roster:${classId}`),
        );
        yield page.studentIds;
        after = page.next;
      }
    },
  };
}
