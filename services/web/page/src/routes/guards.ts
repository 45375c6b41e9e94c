import type { Role } from '@rollcall/contracts';
import { redirect } from '@tanstack/react-router';
import { currentLogIn } from '../log-in/access-token.ts';
import { homeOf } from '../shell/places.ts';

/** Who is somebody else is led home. */
export function only(...roles: Role[]) {
  return () => {
    const logIn = currentLogIn();
    if (logIn.state === 'in' && !roles.includes(logIn.user.role)) throw redirect({ to: homeOf(logIn.user.role) });
  };
}
export const forStudents = only('student');
export const forTeachers = only('teacher');
export const forStaff = only('teacher', 'admin');
export const forAdmins = only('admin');
