import { onControl } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { leaveRoster } from '../operations/follow-enrolment.ts';

/** What each process does at once; when it misses a message, or fails, the event follows. */
export function hearControl(context: Context): void {
  const { bus, log, sessions, enrolments } = context;
  const attempt = (work: Promise<void>) =>
    void work.catch((error) => log.warn({ err: error }, 'control: left to the event'));

  onControl(bus, 'enrolmentChanged', ({ classId, studentId, enrolled }) => {
    if (enrolled) enrolments.noteEnrolment(classId, studentId);
    else attempt(leaveRoster(context, { classId, studentId }));
  });
  onControl(bus, 'teacherRemoved', ({ classId, teacherId }) => attempt(sessions.removeTeacher(classId, teacherId)));
}
