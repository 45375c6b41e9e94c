import { fold, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { type KnownPerson, peopleById } from '../people.ts';

/** A student as files show one; of somebody who is gone the id is left. */
export type Student = { _id: string } & { [Field in keyof KnownPerson]: KnownPerson[Field] | null };

/** The students of one export. Auth is asked once about each: so many are in memory, with what they are put in order by. */
export interface Directory {
  /** The students of these ids by name. */
  inOrder(ids: Iterable<string>): Promise<Student[]>;
}

interface Entry {
  student: Student;
  sortKey: string;
}

export function createDirectory(context: Pick<Context, 'bus'>, trace: Trace): Directory {
  const known = new Map<string, Entry>();

  async function learn(ids: string[]) {
    if (ids.length === 0) return;
    const people = await peopleById(context, ids, trace);
    for (const _id of ids) {
      const { name = null, email = null, studentNumber = null } = people.get(_id) ?? {};
      known.set(_id, { student: { _id, name, email, studentNumber }, sortKey: `${fold(name ?? '')} ${_id}` });
    }
  }

  return {
    async inOrder(ids) {
      const wanted = [...ids];
      await learn(wanted.filter((id) => !known.has(id)));
      const entries = wanted.flatMap((id) => known.get(id) ?? []);
      entries.sort((one, other) => (one.sortKey < other.sortKey ? -1 : 1));
      return entries.map(({ student }) => student);
    },
  };
}

export const studentColumns = [
  { title: 'Name', width: 28 },
  { title: 'E-mail', width: 32 },
  { title: 'Student number', width: 18 },
];

export function studentCells({ name, email, studentNumber }: Student) {
  return [name, email, studentNumber];
}
