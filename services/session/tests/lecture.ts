import type { PolicyInput, RecordFlag } from '@rollcall/contracts';
import type { Person } from '@rollcall/service-kit/testing';
import { expect } from 'vitest';
import type { Answer, TestHall } from './helpers.ts';

export type Lecture = Awaited<ReturnType<typeof openLecture>>;

/** A session that runs: its teacher, its wall, and those who scan there. */
export async function openLecture(hall: TestHall, students: Person[], policy: PolicyInput = {}) {
  const teacher = hall.auth.person('teacher');
  const asTeacher = hall.auth.token(teacher);
  const classId = hall.createClass(teacher, students);
  const started = await hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId, policy });
  expect(started.status).toBe(201);
  const sessionId: string = started.body.data._id;

  const as = (method: string, path: string, process = 0): Promise<Answer> =>
    hall.call(asTeacher, method, `/api/v1/sessions/${sessionId}${path}`, undefined, process);
  const wall = async (): Promise<{ token: string; code: string }> => (await as('GET', '/qr')).body.data;

  return {
    sessionId,
    classId,
    teacher,
    as,
    wall,
    ...(await wall()),

    /** Posts what the body says: a token or a code, a device, a place. */
    post: (student: Person, body: object, process = 0) =>
      hall.call(hall.auth.token(student), 'POST', '/api/v1/scans', body, process),

    /** The doubts of each student's record in a round; none of those who have no record. */
    async doubts(roundNumber = 1): Promise<Record<string, RecordFlag[]>> {
      const { items } = (await as('GET', '/records')).body.data as { items: Doubted[] };
      const ofRound = items.filter((record) => record.roundNumber === roundNumber);
      for (const { verification, flags } of ofRound) expect(verification === 'flagged').toBe(flags.length > 0);
      return Object.fromEntries(ofRound.map(({ studentId, flags }) => [studentId, flags]));
    },
  };
}

interface Doubted {
  studentId: string;
  roundNumber: number;
  verification: string;
  flags: RecordFlag[];
}
