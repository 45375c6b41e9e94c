import { rpcs } from '@rollcall/contracts';
import { AppError, request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** Throws `teacher_not_found` unless auth knows a teacher of this id who is not disabled. */
export async function requireTeacher({ bus }: Context, teacherId: string, trace: Trace): Promise<void> {
  const { users } = await request(bus, rpcs.auth.usersById, { ids: [teacherId] }, trace);
  requireEnabled(users[0]);
}

/** The id of the teacher who has an e-mail address. Throws `teacher_not_found` like {@link requireTeacher}. */
export async function findTeacherByEmail({ bus }: Context, email: string, trace: Trace): Promise<string> {
  const { users } = await request(bus, rpcs.auth.usersByEmail, { emails: [email] }, trace);
  return requireEnabled(users[0]);
}

function requireEnabled(person: { _id: string; role: string; disabled: boolean } | undefined): string {
  if (person?.role !== 'teacher' || person.disabled) throw new AppError('teacher_not_found');
  return person._id;
}
