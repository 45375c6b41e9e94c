import { randomBytes } from 'node:crypto';
import type { Person } from './accounts.ts';
import { isLoopback } from './running-origin.ts';

/**
 * The people of a hall. On this machine they are the same every time, so that a second run logs them in; elsewhere they are
 * new ones with a password that nobody else knows.
 */
export function peopleOfHall(origin: string, size: number): { teacher: Person; students: Person[] } {
  const isHere = isLoopback(origin);
  const secret = randomBytes(12).toString('base64url');
  const marker = isHere ? '' : `-${randomBytes(4).toString('hex')}`;
  const person = (role: Person['role'], name: string, box: string): Person => ({
    role,
    name,
    email: `${box}${marker}@hall.rollcall.example`,
    password: isHere ? 'attendance' : secret,
  });
  return {
    teacher: person('teacher', 'Hall teacher', 'teacher'),
    students: Array.from({ length: size }, (_, at) => person('student', `Student ${at + 1}`, `student${at + 1}`)),
  };
}
