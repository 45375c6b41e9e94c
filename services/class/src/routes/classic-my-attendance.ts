import { routes, rpcs, toClassicStatus } from '@rollcall/contracts';
import { AppError, operation, request } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClass } from '../operations/find-class.ts';

/** The path is ours, the answer is the session service's. */
export const classicMyAttendance = operation(
  routes.classicMyAttendance,
  async (context: Context, { ids, caller, trace }) => {
    const { _id: classId } = await findClass(context, ids.id);
    const studentId = caller.userId;
    if (!(await context.enrolments.has(classId, studentId))) throw new AppError('enrolment_required');
    const { status } = await request(context.bus, rpcs.session.statusInClass, { classId, studentId }, trace);
    return { classId, status: status && toClassicStatus(status) };
  },
);
