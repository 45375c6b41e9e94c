import { rpcs } from '@rollcall/contracts';
import { AppError, request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { Student } from '../domain/student-copy.ts';

/** A student by id or e-mail. Throws `student_not_found` unless auth knows one who is not disabled. */
export async function findStudent(
  context: Context,
  { studentId, email }: { studentId?: string | undefined; email?: string | undefined },
  trace: Trace,
): Promise<Student> {
  const { users } =
    studentId === undefined
      ? await request(context.bus, rpcs.auth.usersByEmail, { emails: email === undefined ? [] : [email] }, trace)
      : await request(context.bus, rpcs.auth.usersById, { ids: [studentId] }, trace);
  const [user] = users;
  if (user?.role !== 'student' || user.disabled) throw new AppError('student_not_found');
  return user;
}
