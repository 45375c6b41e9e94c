import { randomUUID } from 'node:crypto';
import { type Role, routes } from '@rollcall/contracts';
import type { Page } from 'playwright-core';
import { type Account, type Credentials, logIn, signUpOrLogIn } from '../../../src/demo/accounts.ts';
import { enrol } from '../../../src/demo/find-or-create-class.ts';
import { inParallel } from '../../../src/demo/in-parallel.ts';
import type { OpenOptions } from './open.ts';

/** Somebody with an account, whose `client` speaks in their name for ten minutes. */
export interface Person extends Account, Credentials {
  name: string;
  role: Role;
  /** Opens a page in a new browser, a device as it were, where this person is logged in; closed when the test ends. */
  open(path: string, options?: OpenOptions): Promise<Page>;
}

/** Three are there without asking: in a smaller hall no test names more than there are. */
export type Students = Person[] & Record<0 | 1 | 2, Person>;

/** A teacher with a class. */
export interface Hall {
  teacher: Person;
  students: Students;
  classId: string;
  className: string;
}

export type OpenAs = (who: Credentials, path: string, options?: OpenOptions) => Promise<Page>;

export const firstAdmin: Credentials = { email: 'admin@school.test', password: 'secret-word' };

const PASSWORD = 'secret-word';
const AT_ONCE = 8;
const names = [
  'Ada Kim',
  'Ben Okoye',
  'Carla Ruiz',
  'Deniz Kaya',
  'Emma Weber',
  'Farid Aziz',
  'Gül Şahin',
  'Hugo Lind',
];

/** A new teacher and new students, all in a new class. */
export async function fillHall(origin: string, size: number, openAs: OpenAs): Promise<Hall> {
  const teacher = await signUp(origin, 'teacher', 'Grace Hopper', openAs);
  const numbers = Array.from({ length: size }, (_, at) => at);
  const join = (at: number) => signUp(origin, 'student', nameOf(at), openAs);
  const students = (await inParallel(numbers, AT_ONCE, join)) as Students;
  const className = 'Linear Algebra';
  const { _id: classId } = await teacher.client.call(routes.createClass, { body: { className } });
  await enrol(teacher, classId, students);
  return { teacher, students, classId, className };
}

/** The administrator whom the network's environment names. */
export async function findAdmin(origin: string, openAs: OpenAs): Promise<Person> {
  const account = await logIn(origin, firstAdmin);
  if (!account) throw new Error('there is no administrator');
  return personOf(account, { ...firstAdmin, name: 'Administrator', role: 'admin' }, openAs);
}

async function signUp(origin: string, role: 'teacher' | 'student', name: string, openAs: OpenAs): Promise<Person> {
  const known = { name, role, email: `${randomUUID()}@school.test`, password: PASSWORD };
  return personOf(await signUpOrLogIn(origin, known), known, openAs);
}

function personOf(account: Account, known: Omit<Person, keyof Account | 'open'>, openAs: OpenAs): Person {
  return { ...account, ...known, open: (path, options) => openAs(known, path, options) };
}

/** Everybody has a name of their own, however large the hall. */
function nameOf(at: number): string {
  const round = Math.floor(at / names.length);
  return `${names[at % names.length]}${round === 0 ? '' : ` ${round + 1}`}`;
}
