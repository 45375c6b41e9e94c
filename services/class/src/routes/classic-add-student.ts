import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { enrol } from '../operations/enrol.ts';
import { presentClass } from '../presenters/class.ts';

export const classicAddStudent = operation(
  routes.classicAddStudent,
  async (context: Context, { ids, body, caller, trace }) => {
    const request = { classId: ids.id, studentId: body.studentId, by: caller };
    const { enrolledIn } = await enrol(context, request, trace);
    return { ...presentClass(enrolledIn), studentIds: await context.enrolments.studentIds(ids.id) };
  },
);
