import type { Context } from '../context.ts';
import { presentPerson } from '../presenters/user.ts';

export async function usersByStudentNumber({ users }: Context, { studentNumbers }: { studentNumbers: string[] }) {
  // The empty one is in no index.
  const found = await users.byStudentNumbers(studentNumbers.filter((number) => number !== ''));
  return { users: found.map(presentPerson) };
}
