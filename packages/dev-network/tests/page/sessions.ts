import { type PolicyInput, routes, type Session } from '@rollcall/contracts';
import type { Page } from 'playwright-core';
import type { Hall, Person } from './stage/people.ts';

/** Starts a session of a hall's class in its teacher's name. */
export function startSession({ teacher, classId }: Hall, policy: PolicyInput = {}): Promise<Session> {
  return teacher.client.call(routes.startSession, { body: { classId, room: 'Hall 1', policy } });
}

/** Scans what is on the wall now, in a student's name. */
export async function scan(student: Person, { teacher }: Hall, sessionId: string) {
  const { token } = await teacher.client.call(routes.getQr, { ids: { id: sessionId } });
  return student.client.call(routes.scan, { body: { token } });
}

/** Types what stands beside it: doubtful, unless the session says otherwise. */
export async function typeCode(student: Person, { teacher }: Hall, sessionId: string) {
  const { code } = await teacher.client.call(routes.getQr, { ids: { id: sessionId } });
  return student.client.call(routes.scan, { body: { code: code ?? '' } });
}

/** The session that a page is about. */
export function sessionOf(page: Page): string {
  const [, id] = /\/app\/sessions\/([0-9a-f]{24})/.exec(page.url()) ?? [];
  if (!id) throw new Error(`${page.url()} is not about a session`);
  return id;
}

export function firstOf({ students: [first] }: Hall): Person {
  if (!first) throw new Error('this hall is empty');
  return first;
}
