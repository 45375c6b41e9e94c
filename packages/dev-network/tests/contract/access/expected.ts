import type { ErrorCode, Role, Route } from '@rollcall/contracts';
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

const roleErrors = { student: 'student_required', teacher: 'teacher_required', admin: 'admin_required' } as const;

/** The code that a caller is refused with, undefined for who succeeds: token first, then role, then the thing. */
export function expectedCode(route: Route, one: Case, caller: Caller): ErrorCode | undefined {
  if (route.access === 'public') return one.ends;
  const role = roleOf[caller];
  if (role === undefined) return 'unauthorized';
  if (route.access !== 'any' && route.access !== role) return roleErrors[route.access];
  return one.refused?.[caller] ?? one.ends;
}
