import { type ErrorCode, type Role, type Route, roleRefusal } from '@rollcall/contracts';
import type { Caller, Case } from './cases.ts';

const roleOf: Record<Caller, Role | undefined> = {
  nobody: undefined,
  student: 'student',
  otherStudent: 'student',
  teacher: 'teacher',
  otherTeacher: 'teacher',
  admin: 'admin',
  disabled: undefined,
};

/** The code that a caller is refused with, undefined for who succeeds: token first, then role, then the thing. */
export function expectedCode(route: Route, one: Case, caller: Caller): ErrorCode | undefined {
  if (route.access === 'public') return one.ends;
  const role = roleOf[caller];
  if (role === undefined) return 'unauthorized';
  return roleRefusal(route.access, role) ?? one.refused?.[caller] ?? one.ends;
}
