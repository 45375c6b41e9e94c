import type { AttendanceRecord, QrCode, Session } from '@rollcall/contracts';
import { type Answer, ask, call, type Origin } from './http.ts';
import { createClass, type Person, signUp, signUpAll } from './people.ts';

/** At least one student, and a fifth: enough for tests to name them without asking whether they are there. */
type Students = Person[] & Record<0 | 1 | 2 | 3 | 4, Person>;

/** A teacher, students, and their class. */
export interface Hall {
  teacher: Person;
  students: Students;
  classId: string;
}

export async function openHall(origin: Origin, size: number): Promise<Hall> {
  const teacher = await signUp(origin, 'teacher', 'Grace Hopper');
  const students = (await signUpAll(origin, 'student', size)) as Students;
  return { teacher, students, classId: await createClass(origin, teacher, students) };
}

/** Starts a session with a code on the wall. */
export async function startWithCode(origin: Origin, { teacher, classId }: Hall, room?: string): Promise<Session> {
  const json = { classId, room };
  return ask<Session>(origin, 'POST /api/v1/sessions', { token: teacher.token, json });
}

export async function endSession(origin: Origin, { teacher }: Hall, sessionId: string): Promise<Session> {
  return ask<Session>(origin, `POST /api/v1/sessions/${sessionId}/end`, { token: teacher.token });
}

export async function readCode(origin: Origin, { teacher }: Hall, sessionId: string): Promise<QrCode> {
  return ask<QrCode>(origin, `GET /api/v1/sessions/${sessionId}/qr`, { token: teacher.token });
}

export function scan(origin: Origin, student: Person, token: string): Promise<Answer> {
  return call(origin, 'POST /api/v1/scans', { token: student.token, json: { token } });
}

/** All records of a session, read page by page. */
export async function readRecords(
  origin: Origin,
  hall: Hall,
  sessionId: string,
  limit = 100,
): Promise<AttendanceRecord[]> {
  const records: AttendanceRecord[] = [];
  let query = `limit=${limit}`;
  for (;;) {
    const line = `GET /api/v1/sessions/${sessionId}/records?${query}`;
    const page = await ask<{ items: AttendanceRecord[]; nextCursor: string | null }>(origin, line, {
      token: hall.teacher.token,
    });
    records.push(...page.items);
    if (page.nextCursor === null) return records;
    query = `limit=${limit}&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}
