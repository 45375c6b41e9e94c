import type { EnrolledStudent, EnrolmentPeriod } from '@rollcall/contracts';
import type { EnrolmentDocument } from '../store/enrolments.ts';

/** A student of a class. The names of an enrolment of version 1 are empty until they have been copied. */
export function presentEnrolled(enrolment: EnrolmentDocument): EnrolledStudent {
  const { studentId: _id, name = '', email = '', studentNumber = null, disabled = false, enrolledAt } = enrolment;
  return { _id, name, email, studentNumber, disabled, enrolledAt: enrolledAt.toISOString() };
}

export function presentPeriod({ classId, enrolledAt, endedAt }: EnrolmentDocument, className: string): EnrolmentPeriod {
  return { classId, className, from: enrolledAt.toISOString(), until: endedAt?.toISOString() ?? null };
}
