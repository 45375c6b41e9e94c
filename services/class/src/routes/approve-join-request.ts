import { routes } from '@rollcall/contracts';
import { AppError, operation, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { enrol } from '../operations/enrol.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { findStudent } from '../operations/find-student.ts';
import { isRefusal } from '../operations/is-refusal.ts';
import type { ClassDocument } from '../store/classes.ts';
import { joinRequestId } from '../store/join-requests.ts';

/** Of two teachers at once, and of whoever asks again, each is told that the student is in. */
export const approveJoinRequest = operation(
  routes.approveJoinRequest,
  async (context: Context, { ids: { id, studentId }, caller, trace }) => {
    const into = await findClassOf(context, id, caller);
    const requestId = joinRequestId(into._id, studentId);
    if (await context.joinRequests.beginApproval(requestId, new Date(context.clock.now()))) {
      await letIn(context, { into, studentId, requestId }, trace);
    } else if (!(await context.enrolments.has(into._id, studentId))) {
      throw new AppError('join_request_not_found');
    }
    return { classId: into._id, studentId };
  },
);

async function letIn(
  context: Context,
  { into, studentId, requestId }: { into: ClassDocument; studentId: string; requestId: string },
  trace: Trace,
): Promise<void> {
  try {
    const student = await findStudent(context, { studentId }, trace);
    await enrol(context, { class: into, student, move: false, how: 'join-code' }, trace);
  } catch (error) {
    if (isRefusal(error)) await context.joinRequests.undoApproval(requestId);
    throw error;
  }
  await context.joinRequests.remove(requestId);
}
