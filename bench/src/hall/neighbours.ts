import { type Role, rpcs } from '@rollcall/contracts';
import { answer, type Bus } from '@rollcall/service-kit';
import { createAuthStandIn, type Person, standIn } from '@rollcall/service-kit/testing';

/** A class whose students are the first so many of all. */
interface BenchClass {
  teacherId: string;
  size: number;
}

/** What the session service asks auth and class, played at the NATS boundary: 100,000 students need no sign-up. */
export interface Neighbours {
  teacher: Person;
  /** A class of the first `size` students. */
  createClass(size: number): string;
  studentId(number: number): string;
  /** An access token, good for two hours; of a student `renew` makes another one of the same person. */
  token(person: Pick<Person, '_id' | 'role'>): string;
  jwk(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const TOKEN_SECONDS = 7_200;

export async function startNeighbours(natsUrl: string): Promise<Neighbours> {
  const auth = await createAuthStandIn(natsUrl);
  const classes = new Map<string, BenchClass>();
  const teacher = auth.person('teacher');
  const classService: Bus = await standIn(natsUrl, [
    answer(rpcs.class.getClass, async (_, { classId }) => {
      const found = classes.get(classId);
      return { class: found ? { _id: classId, className: 'Physics', teacherIds: [found.teacherId] } : null };
    }),
    answer(rpcs.class.roster, async (_, { classId, after, limit }) => {
      const size = classes.get(classId)?.size ?? 0;
      const first = after === undefined ? 0 : Number.parseInt(after.slice(1), 16) + 1;
      const studentIds = Array.from({ length: Math.min(limit, size - first) }, (_, n) => studentId(first + n));
      return { studentIds, next: first + limit < size ? (studentIds.at(-1) ?? null) : null };
    }),
    answer(rpcs.class.isEnrolled, async (_, { classId, studentId: id }) => ({
      enrolled: Number.parseInt(id.slice(1), 16) < (classes.get(classId)?.size ?? 0),
    })),
    answer(rpcs.class.classesOfUser, async () => ({ classIds: [...classes.keys()] })),
  ]);
  return {
    teacher,
    createClass(size) {
      const classId = `c${(classes.size + 1).toString(16).padStart(23, '0')}`;
      classes.set(classId, { teacherId: teacher._id, size });
      return classId;
    },
    studentId,
    token: (person) => auth.token(person, undefined, { exp: Math.floor(Date.now() / 1000) + TOKEN_SECONDS }),
    async jwk() {
      const reply = await classService.connection.request(rpcs.auth.jwks.subject, sealed(), { timeout: 2_000 });
      return reply.json<{ data: { data: { keys: Record<string, unknown>[] } } }>().data.data.keys[0] ?? {};
    },
    async close() {
      await classService.close();
      await auth.close();
    },
  };

  function sealed(): string {
    const { clock, ids } = classService;
    const time = new Date(clock.now()).toISOString();
    return JSON.stringify({ v: 1, id: ids.unique(), time, requestId: 'bench', actor: null, data: {} });
  }
}

/** The id of a student by number. */
export function studentId(number: number): string {
  return `b${number.toString(16).padStart(23, '0')}`;
}

export const student = (number: number): { _id: string; role: Role } => ({ _id: studentId(number), role: 'student' });
