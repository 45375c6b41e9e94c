import { searchKeysOf, sortKeyOf } from '@rollcall/service-kit';

/** A student as auth tells of one. */
export interface Student {
  _id: string;
  name: string;
  email: string;
  studentNumber: string | null;
  disabled: boolean;
}

/** What an enrolment keeps of its student, so that a class is listed and searched by names in one query. */
export function copyOf({ name, email, studentNumber, disabled }: Omit<Student, '_id'>) {
  const nameKey = sortKeyOf(name);
  const searchKeys = searchKeysOf(name, [email, studentNumber]);
  return { name, email, studentNumber, disabled, nameKey, searchKeys };
}

export type StudentCopy = ReturnType<typeof copyOf>;
