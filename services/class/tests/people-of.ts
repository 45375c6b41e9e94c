import type { Course, Role } from '@rollcall/contracts';
import type { Person } from '@rollcall/service-kit/testing';
import type { ClassTest, HttpAnswer } from './helpers.ts';

/** Somebody with a token to ask with. */
export interface Asker extends Person {
  token: string;
}

export function someone({ auth }: ClassTest, role: Role, change: Partial<Person> = {}): Asker {
  const person = auth.person(role, change);
  return { ...person, token: auth.token(person) };
}

let serial = 0;

/** A course of somebody, of a code of its own unless another is given. */
export async function makeCourse(service: ClassTest, { token }: Asker, change: Partial<Course> = {}): Promise<Course> {
  serial += 1;
  const body = { code: `C ${serial}`, name: 'Computing', term: '2026', ...change };
  return dataOf(await service.call('POST', '/api/v1/courses', token, body));
}

/** What an answer that must be a success holds. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape they assert
export function dataOf({ status, body }: HttpAnswer): any {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
}

/** The status of an answer, and the code of a failure. */
export function outcome({ status, body }: HttpAnswer): [number, string?] {
  return body.code === undefined ? [status] : [status, body.code];
}
