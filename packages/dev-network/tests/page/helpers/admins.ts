import { randomUUID } from 'node:crypto';
import { type ManagedUser, type Role, routes } from '@rollcall/contracts';
import type { Person } from '../stage/people.ts';

/** For what comes by events, or after the pauses of a page that asks again. */
export const PATIENT = { timeout: 30_000 };
/** For a test that goes through several pages. */
export const LONG = { timeout: 90_000 };

/** An account that nobody else looks at; without a password nobody can log in with it. */
export function makeUser({ client }: Person, name: string, role: Role = 'student'): Promise<ManagedUser> {
  return client.call(routes.createUser, { body: { name, role, email: `${randomUUID()}@school.test` } });
}

export function userOf({ client }: Person, id: string): Promise<ManagedUser> {
  return client.call(routes.getUser, { ids: { id } });
}

/** Gives somebody a name that a test can search for, before the page of it opens. */
export async function rename({ client }: Person, { userId }: Person, name: string): Promise<void> {
  await client.call(routes.editUser, { ids: { id: userId }, body: { name } });
}
