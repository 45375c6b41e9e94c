import type { Context } from '../context.ts';

// The classic contract has no pages: this is where its array ends.
const MAX_STUDENTS = 10_000;

export async function listStudents({ users }: Context) {
  const students = await users.students(MAX_STUDENTS);
  return students.map(({ _id, name, email }) => ({ _id, name, email }));
}
