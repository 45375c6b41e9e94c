import { createClient } from '@rollcall/client';
import { type Account, signUpOrLogIn } from '../demo/accounts.ts';
import { inParallel } from '../demo/in-parallel.ts';
import { peopleOfHall } from '../demo/people.ts';

const AT_ONCE = 8;

export interface People {
  teacher: Account;
  students: Account[];
}

/** A teacher and so many students, who stay the same for all runs in a network. */
export async function gatherPeople(origin: string, size: number): Promise<People> {
  const people = peopleOfHall(origin, size);
  const teacher = await signUpOrLogIn(origin, people.teacher);
  const students = await inParallel(people.students, AT_ONCE, (person) => signUpOrLogIn(origin, person));
  return { teacher, students };
}

/** The same account with a client of its own: elsewhere, or of another patience. */
export function accountAt(account: Account, origin: string, timeoutMs: number): Account {
  return { ...account, client: createClient({ origin, token: account.token, timeoutMs }) };
}
