import { randomUUID } from 'node:crypto';
import { type ManagedUser, type Role, routes } from '@rollcall/contracts';
import type { Locator, Page } from 'playwright-core';
import type { Person } from '../stage/people.ts';

/** For what comes by events, or after the pauses of a page that asks again. */
export const PATIENT = { timeout: 30_000 };
/** For a test that goes through several pages. */
export const LONG = { timeout: 90_000 };
/** As long as a name may be. */
export const LONGEST_NAME = 200;
export const ARABIC_NAME = 'محمد بن عبد الله الخوارزمي';

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

/** By how many pixels the document is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** By how many pixels what stands in an element is wider than it. */
export function overflowOf(element: Locator): Promise<number> {
  return element.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
}
