import { type ClassSummary, rpcs } from '@rollcall/contracts';
import { AppError, type Bus, type Clock, request, type Trace } from '@rollcall/service-kit';
import { LRUCache } from 'lru-cache';

const ROSTER_PAGE = 5_000;
const NEGATIVE_MS = 2_000;

export type Enrolments = ReturnType<typeof createEnrolments>;

/** What the class service knows: classes and who is in them. */
export function createEnrolments(bus: Bus, clock: Clock) {
  const strangers = new LRUCache<string, true>({ max: 10_000, ttl: NEGATIVE_MS, perf: { now: () => clock.now() } });

  return {
    /** Throws `class_not_found`. */
    async getClass(classId: string, trace: Trace): Promise<ClassSummary> {
      const answer = await request(bus, rpcs.class.getClass, { classId }, trace);
      if (!answer.class) throw new AppError('class_not_found');
      return answer.class;
    },

    async classIdsOf(
      person: { userId: string; role: 'student' | 'teacher' | 'admin' },
      trace: Trace,
    ): Promise<string[]> {
      return (await request(bus, rpcs.class.classesOfUser, person, trace)).classIds;
    },

    /** The enrolled students, page by page. */
    async *roster(classId: string, trace: Trace): AsyncGenerator<string[]> {
      let after: string | null | undefined;
      while (after !== null) {
        const page: { studentIds: string[]; next: string | null } = await request(
          bus,
          rpcs.class.roster,
          { classId, limit: ROSTER_PAGE, ...(after && { after }) },
          trace,
        );
        yield page.studentIds;
        after = page.next;
      }
    },

    /** Whether a student is enrolled now; a no is remembered for two seconds. */
    async isEnrolled(classId: string, studentId: string, trace: Trace): Promise<boolean> {
      const key = `${classId}.${studentId}`;
      if (strangers.has(key)) return false;
      const { enrolled } = await request(bus, rpcs.class.isEnrolled, { classId, studentId }, trace);
      if (!enrolled) strangers.set(key, true);
      return enrolled;
    },

    /** Forgets a remembered no. */
    noteEnrolment(classId: string, studentId: string): void {
      strangers.delete(`${classId}.${studentId}`);
    },
  };
}
