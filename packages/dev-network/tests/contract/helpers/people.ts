import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { ask, call, type Origin, success } from './http.ts';

export interface Person {
  _id: string;
  name: string;
  email: string;
  role: 'teacher' | 'student';
  password: string;
  token: string;
}

const AT_ONCE = 10;

export type Mark = 'present' | 'late' | 'absent' | 'excused';

export function newEmail(): string {
  return `${randomUUID()}@school.test`;
}

/** A new person, signed up and logged in over the classic routes. */
export async function signUp(origin: Origin, role: Person['role'], name = `A ${role}`): Promise<Person> {
  const account = { name, email: newEmail(), password: 'secret-word' };
  const { _id } = await ask<{ _id: string }>(origin, 'POST /auth/signup', { json: { ...account, role } });
  return { _id, role, ...account, token: await logIn(origin, account) };
}

export function signUpAll(origin: Origin, role: Person['role'], count: number): Promise<Person[]> {
  return fewAtATime(Array(count).fill(role), (one: Person['role']) => signUp(origin, one));
}

/** One more classic token of a person. */
export async function logIn(origin: Origin, { email, password }: Pick<Person, 'email' | 'password'>): Promise<string> {
  return (await ask<{ token: string }>(origin, 'POST /auth/login', { json: { email, password } })).token;
}

/** An access token as the newer clients get it, valid for a short time. */
export async function logInForMinutes(origin: Origin, { email, password }: Person): Promise<string> {
  const json = { email, password };
  return (await ask<{ accessToken: string }>(origin, 'POST /api/v1/auth/login', { json })).accessToken;
}

export async function logOut(origin: Origin, token: string): Promise<void> {
  expect(await call(origin, 'POST /api/v1/auth/logout', { token })).toEqual(success(200, {}));
}

/** A class of a teacher with its students; its id. */
export async function createClass(origin: Origin, teacher: Person, students: Person[] = []): Promise<string> {
  const options = { token: teacher.token, json: { className: 'Algorithms' } };
  const { _id: classId } = await ask<{ _id: string }>(origin, 'POST /class', options);
  await fewAtATime(students, (student) => enrol(origin, teacher, classId, student));
  return classId;
}

export async function enrol(origin: Origin, teacher: Person, classId: string, student: Person): Promise<void> {
  const json = { studentId: student._id };
  await ask(origin, `POST /class/${classId}/add-student`, { token: teacher.token, json });
}

/** Starts a classic session; its id. */
export async function start(origin: Origin, teacher: Person, classId: string): Promise<string> {
  const options = { token: teacher.token, json: { classId } };
  return (await ask<{ sessionId: string }>(origin, 'POST /attendance/start', options)).sessionId;
}

/** What a student is told about a class's last finished session. */
export async function myAttendance(origin: Origin, student: Person, classId: string): Promise<string | null> {
  const line = `GET /class/${classId}/my-attendance`;
  return (await ask<{ status: string | null }>(origin, line, { token: student.token })).status;
}

/** A session's state as its teacher sees it over the newer route. */
export async function statusOfSession(origin: Origin, teacher: Person, sessionId: string): Promise<string> {
  const line = `GET /api/v1/sessions/${sessionId}`;
  return (await ask<{ status: string }>(origin, line, { token: teacher.token })).status;
}

/** Does something with each item, ten at once: what would wait too long for its turn is refused. */
async function fewAtATime<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(first, first + AT_ONCE).map(work))));
  }
  return results;
}
