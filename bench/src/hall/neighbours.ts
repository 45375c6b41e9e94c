import { type Role, rpcs } from '@rollcall/contracts';
import { answer, type Bus } from '@rollcall/service-kit';
import { createAuthStandIn, type Person, standIn } from '@rollcall/service-kit/testing';

/** A class whose students are so many of all, one after the other. */
interface BenchClass {
  teacherId: string;
  first: number;
  size: number;
}

/** What the session service asks auth and class, played at the NATS boundary: 100,000 students need no sign-up. */
export interface Neighbours {
  teacher: Person;
  /** A class of `size` students from number `first`, default 0, on. */
  createClass(size: number, first?: number): string;
  studentId(number: number): string;
  /** Has auth know the first `count` students by name, e-mail address and number. */
  nameStudents(count: number): void;
  /** An access token, good for two hours; of a student `renew` makes another one of the same person. */
  token(person: Pick<Person, '_id' | 'role'>): string;
  jwk(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const TOKEN_SECONDS = 7_200;
const FIRST_NAMES = ['Anna', 'Ben', 'Chloé', 'Dmitri', 'Émile', 'Fatima', 'Gül'];

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
      const { first, size } = classes.get(classId) ?? { first: 0, size: 0 };
      const next = after === undefined ? first : numberOf(after) + 1;
      const studentIds = Array.from({ length: Math.min(limit, first + size - next) }, (_, n) => studentId(next + n));
      return { studentIds, next: next + limit < first + size ? (studentIds.at(-1) ?? null) : null };
    }),
    answer(rpcs.class.isEnrolled, async (_, { classId, studentId: id }) => ({
      enrolled: isIn(classes.get(classId), id),
    })),
    answer(rpcs.class.classesById, async (_, { classIds }) => ({ classes: classIds.map(placed) })),
    answer(rpcs.class.classesOfCourse, async (_, { courseId }) => ({
      course: { ...course, _id: courseId, ownerId: teacher._id },
      classes: [...classes.keys()].map(placed),
    })),
    answer(rpcs.class.classesOfUser, async (_, { userId }) => ({
      classIds: [...classes].filter(([, one]) => one.teacherId === userId || isIn(one, userId)).map(([id]) => id),
    })),
  ]);
  const course = { _id: 'd'.repeat(24), code: 'PH1', name: 'Physics', term: '2026' };
  const placed = (classId: string) => ({ _id: classId, className: 'Physics', teacherIds: [teacher._id], course });
  return {
    teacher,
    createClass(size, first = 0) {
      const classId = `c${(classes.size + 1).toString(16).padStart(23, '0')}`;
      classes.set(classId, { teacherId: teacher._id, first, size });
      return classId;
    },
    studentId,
    nameStudents(count) {
      for (let n = 0; n < count; n += 1) {
        const name = `${FIRST_NAMES[n % FIRST_NAMES.length]} Number ${n}`;
        const studentNumber = String(100_000 + n);
        auth.person('student', { _id: studentId(n), name, email: `student.${n}@uni.example`, studentNumber });
      }
    },
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

const numberOf = (id: string) => Number.parseInt(id.slice(1), 16);

function isIn(one: BenchClass | undefined, userId: string): boolean {
  if (!one || !userId.startsWith('b')) return false;
  const place = numberOf(userId) - one.first;
  return place >= 0 && place < one.size;
}

export const student = (number: number): { _id: string; role: Role } => ({ _id: studentId(number), role: 'student' });
