import { connectLive, type LiveConnection, withRetry } from '@rollcall/client';
import { type Account, patient, signUpOrLogIn } from './accounts.ts';
import type { Display } from './display.ts';
import { enrol, findOrCreateClass } from './find-or-create-class.ts';
import { inParallel } from './in-parallel.ts';
import { peopleOfHall } from './people.ts';

const SIGN_UPS_AT_ONCE = 8;
const CONNECTIONS_AT_ONCE = 16;

export interface Hall {
  teacher: Account;
  students: Account[];
  classId: string;
  /** The students' sockets, in their order. */
  phones: LiveConnection[];
}

/** A teacher, a class of the wanted size, and its students with open sockets. */
export async function fillHall(origin: string, size: number, display: Display): Promise<Hall> {
  const people = peopleOfHall(origin, size);
  const teacher = await signUpOrLogIn(origin, people.teacher);
  const students = await step('People', `${size} students and a teacher`, people.students, SIGN_UPS_AT_ONCE, (person) =>
    signUpOrLogIn(origin, person),
  );
  const className = `A hall of ${size}`;
  const classId = await findOrCreateClass(teacher, className);
  const enrolling = display.begin('Class');
  let enrolled = 0;
  await enrol(teacher, classId, students, () => enrolling.update(++enrolled, size));
  enrolling.end(`"${className}"`);
  const phones = await step('Sockets', `${size} phones wait`, students, CONNECTIONS_AT_ONCE, ({ token }) =>
    withRetry(() => connectLive({ origin, token }), patient),
  );
  return { teacher, students, classId, phones };

  async function step<Item, Result>(
    name: string,
    result: string,
    items: readonly Item[],
    limit: number,
    work: (item: Item) => Promise<Result>,
  ): Promise<Result[]> {
    const shown = display.begin(name);
    let done = 0;
    const results = await inParallel(items, limit, async (item) => {
      const worked = await work(item);
      shown.update(++done, items.length);
      return worked;
    });
    shown.end(result);
    return results;
  }
}
