import { setTimeout as wait } from 'node:timers/promises';
import { INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { beginAfter, endOf } from '../domain/periods.ts';
import type { Placement } from '../domain/placement.ts';
import { copyOf, type Student } from '../domain/student-copy.ts';
import type { ClassDocument } from '../store/classes.ts';
import type { EnrolmentDocument, HowEnrolled, LatestPeriod } from '../store/enrolments.ts';
import { tellEnrolments } from './tell-enrolments.ts';

const ATTEMPTS = 30;
const WAIT_STEP_MS = 5;

export interface Placing {
  class: ClassDocument;
  students: Student[];
  /** Whether those who are in another class of the course leave it for this one. */
  move: boolean;
  how: HowEnrolled;
}

interface Move {
  student: Student;
  from: LatestPeriod;
}

/**
 * Puts students into a class: by student id, what became of each. Everybody who is to be told by control has been told when
 * this resolves; it may be done again at any time. Each round is one query, one write for the new and one transaction for
 * those who move; a student whom somebody else changed meanwhile is decided anew in the next. Throws `class_archived`, and
 * `try_again` when others are always faster.
 */
export async function placeStudents(context: Context, placing: Placing, trace: Trace): Promise<Map<string, Placement>> {
  if (placing.class.archivedAt) throw new AppError('class_archived');
  const placed = new Map<string, Placement>();
  let waiting = [...new Map(placing.students.map((student) => [student._id, student])).values()];
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    if (attempt === ATTEMPTS) throw new AppError('try_again');
    if (attempt > 0) await wait(Math.random() * WAIT_STEP_MS * attempt);
    const settled = await placeOnce(context, { ...placing, students: waiting }, trace);
    await tellEnrolments(context, placing.class._id, settled, trace);
    for (const [studentId, placement] of settled) placed.set(studentId, placement);
    waiting = waiting.filter(({ _id }) => !placed.has(_id));
  }
  return placed;
}

/** One round; those who were changed meanwhile are not in its result. */
async function placeOnce(context: Context, placing: Placing, trace: Trace): Promise<Map<string, Placement>> {
  const { class: into, students, move } = placing;
  const latest = await context.enrolments.latestInCourse(
    courseOf(into),
    students.map(({ _id }) => _id),
  );
  const settled = new Map<string, Placement>();
  const toAdd: Student[] = [];
  const toMove: Move[] = [];
  for (const student of students) {
    const period = latest.get(student._id);
    if (!period || period.endedAt) toAdd.push(student);
    else if (period.classId === into._id) settled.set(student._id, { outcome: 'already', otherClassId: null });
    else if (move) toMove.push({ student, from: period });
    else settled.set(student._id, { outcome: 'other_class', otherClassId: period.classId });
  }
  for (const studentId of await addAll(context, placing, { toAdd, latest }, trace)) {
    settled.set(studentId, { outcome: 'added', otherClassId: null });
  }
  if (await moveAll(context, placing, toMove, trace)) {
    for (const { student, from } of toMove) settled.set(student._id, { outcome: 'moved', otherClassId: from.classId });
  }
  return settled;
}

async function addAll(
  context: Context,
  placing: Placing,
  { toAdd, latest }: { toAdd: Student[]; latest: Map<string, LatestPeriod> },
  trace: Trace,
): Promise<string[]> {
  const nowMs = context.clock.now();
  const periods = toAdd.map((student) => {
    const before = latest.get(student._id);
    const enrolledAt = beginAfter(before?.endedAt, nowMs);
    return newPeriod(context, placing, { student, before, enrolledAt }, trace);
  });
  const refused = await context.enrolments.begin(periods);
  return periods.map(({ studentId }) => studentId).filter((studentId) => !refused.has(studentId));
}

async function moveAll(context: Context, placing: Placing, moves: Move[], trace: Trace): Promise<boolean> {
  if (moves.length === 0) return true;
  const nowMs = context.clock.now();
  const changes = moves.map(({ student, from }) => {
    const endedAt = endOf(from, nowMs);
    const data = { classId: from.classId, studentId: student._id, movedTo: placing.class._id };
    return {
      end: {
        periodId: from._id,
        endedAt,
        endedHow: 'moved' as const,
        event: createEvent(context.bus, 'enrolmentRemoved', from._id, data, trace),
      },
      begin: newPeriod(
        context,
        placing,
        { student, before: from, enrolledAt: endedAt, movedFrom: from.classId },
        trace,
      ),
    };
  });
  return context.enrolments.move(
    changes.map(({ end }) => end),
    changes.map(({ begin }) => begin),
  );
}

function newPeriod(
  context: Context,
  { class: into, how }: Placing,
  period: { student: Student; before: LatestPeriod | undefined; enrolledAt: Date; movedFrom?: string },
  trace: Trace,
): EnrolmentDocument {
  const { student, before, enrolledAt, movedFrom } = period;
  const _id = context.ids.objectId();
  const { _id: classId } = into;
  const data = { classId, studentId: student._id, ...(movedFrom !== undefined && { movedFrom }) };
  return {
    _id,
    schemaVersion: 2,
    institutionId: INSTITUTION_ID,
    classId,
    courseId: courseOf(into),
    studentId: student._id,
    number: before ? (before.number ?? 1) + 1 : 1,
    enrolledAt,
    endedAt: null,
    how,
    endedHow: null,
    ...copyOf(student),
    outbox: [createEvent(context.bus, 'enrolmentAdded', _id, data, trace)],
  };
}

/** A class that stands alone is its own course. */
function courseOf({ _id, courseId }: ClassDocument): string {
  return courseId ?? _id;
}
