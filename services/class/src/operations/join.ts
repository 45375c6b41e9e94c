import { INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { ClassDocument } from '../store/classes.ts';
import type { JoinCodeDocument } from '../store/join-codes.ts';
import { joinRequestId } from '../store/join-requests.ts';
import { enrol } from './enrol.ts';
import { findStudent } from './find-student.ts';
import { withUse } from './with-use.ts';

export interface Joining {
  joinCode: JoinCodeDocument;
  joined: ClassDocument;
  studentId: string;
}

/**
 * Enrols a student by a code, or lets him wait for a teacher; twice changes nothing. Throws `enrolled_in_other_class`, and
 * `join_code_invalid` when the code has no use left or is over meanwhile.
 */
export async function join(context: Context, joining: Joining, trace: Trace): Promise<'enrolled' | 'waiting'> {
  const { joinCode, joined, studentId } = joining;
  const isIn = async (id: string) =>
    (await context.enrolments.has(joined._id, id)) ||
    (joinCode.approval && (await context.joinRequests.has(joined._id, id)));
  const enter = () => (joinCode.approval ? askToJoin(context, joining) : letIn(context, joining, trace));
  if (!(await isIn(studentId))) {
    if (joinCode.maxUses === null) await enter();
    else await withUse(context, { joinCode, studentId, isIn, enter });
  } else if (joinCode.holds?.length) {
    // Of a request before this one, which did not get as far.
    await context.joinCodes.use(joinCode._id, studentId);
  }
  if (!joinCode.approval) return 'enrolled';
  return (await context.enrolments.has(joined._id, studentId)) ? 'enrolled' : 'waiting';
}

async function letIn(context: Context, { joined, studentId }: Joining, trace: Trace): Promise<boolean> {
  const [student, waits] = await Promise.all([
    findStudent(context, { studentId }, trace),
    // By a code that asked for approval, and was replaced.
    context.joinRequests.has(joined._id, studentId),
  ]);
  const { outcome } = await enrol(context, { class: joined, student, move: false, how: 'join-code' }, trace);
  if (waits) await context.joinRequests.remove(joinRequestId(joined._id, studentId));
  return outcome !== 'already';
}

async function askToJoin(context: Context, { joinCode, joined, studentId }: Joining): Promise<boolean> {
  const period = (await context.enrolments.latestInCourse(joined.courseId, [studentId])).get(studentId);
  if (period && period.endedAt === null && period.classId !== joined._id) throw new AppError('enrolled_in_other_class');
  return context.joinRequests.add({
    _id: joinRequestId(joined._id, studentId),
    schemaVersion: 1,
    institutionId: INSTITUTION_ID,
    classId: joined._id,
    studentId,
    joinCodeId: joinCode._id,
    requestedAt: new Date(context.clock.now()),
    approvedAt: null,
  });
}
