import { type PolicyInput, routes } from '@rollcall/contracts';
import type { Hall, Person } from '../stage/people.ts';

/** A session that runs, as tests of those who scan need it. */
export interface Lecture {
  sessionId: string;
  /** What hangs on the wall now: the token of the code, and the one that is typed. */
  wall(): Promise<{ token: string; code: string }>;
  /** Where a phone's camera leads now. */
  address(): Promise<string>;
  /** How often a student is marked, and as what: `present confirmed`. */
  marksOf(student: Person): Promise<string[]>;
  end(): Promise<unknown>;
}

export async function startLecture({ teacher, classId }: Hall, policy: PolicyInput = {}): Promise<Lecture> {
  const { client } = teacher;
  const { _id: sessionId } = await client.call(routes.startSession, { body: { classId, room: 'Room 2.14', policy } });
  const ids = { id: sessionId };
  const wall = async () => {
    const { token, code } = await client.call(routes.getQr, { ids });
    return { token, code: code ?? '' };
  };
  return {
    sessionId,
    wall,
    address: async () => `/s#${(await wall()).token}`,
    async marksOf({ userId }) {
      const { items } = await client.call(routes.listRecords, { ids });
      return items
        .filter(({ studentId }) => studentId === userId)
        .map(({ status, verification }) => `${status} ${verification}`);
    },
    end: () => client.call(routes.endSession, { ids }),
  };
}

/** The first student of a hall, or another one. */
export function studentOf({ students }: Hall, at = 0): Person {
  const student = students[at];
  if (!student) throw new Error(`there are only ${students.length} students`);
  return student;
}
