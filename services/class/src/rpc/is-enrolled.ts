import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export const isEnrolled = answer(rpcs.class.isEnrolled, async (context: Context, { classId, studentId }) => ({
  enrolled: await context.enrolments.has(classId, studentId),
}));
