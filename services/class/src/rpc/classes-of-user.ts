import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export const classesOfUser = answer(rpcs.class.classesOfUser, async (context: Context, { userId, role }) => ({
  classIds:
    role === 'teacher' ? await context.classes.idsOfTeacher(userId) : await context.enrolments.classIdsOf(userId),
}));
