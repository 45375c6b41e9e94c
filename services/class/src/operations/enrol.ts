import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { Student } from '../domain/student-copy.ts';
import { type Placing, placeStudents } from './place-students.ts';

export interface Enrolled {
  outcome: 'added' | 'moved' | 'already';
  /** The class that the student left for this one. */
  movedFrom: string | null;
}

/**
 * Enrols a student; twice changes nothing. Every process has heard of it when this resolves: clients rely on it in their
 * very next step. Throws `enrolled_in_other_class` for whoever is in another class of the course unless `move` is true, and
 * `class_archived`.
 */
export async function enrol(
  context: Context,
  { student, ...request }: Omit<Placing, 'students'> & { student: Student },
  trace: Trace,
): Promise<Enrolled> {
  const placement = (await placeStudents(context, { ...request, students: [student] }, trace)).get(student._id);
  if (!placement) throw new Error('a student was not placed');
  const { outcome, otherClassId } = placement;
  if (outcome === 'other_class') throw new AppError('enrolled_in_other_class');
  return { outcome, movedFrom: otherClassId };
}
