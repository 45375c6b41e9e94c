import type { ClassView } from '@rollcall/contracts';
import { nextMeeting } from '../domain/next-meeting.ts';
import type { ClassDocument } from '../store/classes.ts';
import type { CourseDocument } from '../store/courses.ts';

interface Surroundings {
  course: CourseDocument | undefined;
  names: Map<string, string>;
  activeSession: ClassView['activeSession'] | undefined;
  /** Of somebody who runs the class: what students do not see. */
  isStaff: boolean;
  studentCount: number | null;
  defaultTimeZone: string;
  nowMs: number;
}

export function presentClassView(
  one: ClassDocument,
  { course, names, activeSession, isStaff, studentCount, defaultTimeZone, nowMs }: Surroundings,
): ClassView {
  const { _id, className, teacherId, coTeacherIds, description, scheduleText, meetingTimes } = one;
  const timeZone = one.timeZone ?? defaultTimeZone;
  return {
    _id,
    className,
    teacherId,
    teachers: [teacherId, ...coTeacherIds].map((id) => ({ _id: id, name: names.get(id) ?? null })),
    course: course ? { _id: course._id, code: course.code, name: course.name, term: course.term } : null,
    description,
    scheduleText,
    meetingTimes,
    timeZone,
    nextMeeting: one.archivedAt ? null : presentMeeting(nextMeeting(meetingTimes, timeZone, nowMs)),
    activeSession: activeSession ?? null,
    sessionDefaults: isStaff ? one.sessionDefaults : null,
    studentCount,
    archived: one.archivedAt !== null,
    createdAt: one.createdAt.toISOString(),
  };
}

function presentMeeting(meeting: ReturnType<typeof nextMeeting>): ClassView['nextMeeting'] {
  if (!meeting) return null;
  const { startsAtMs, endsAtMs, room } = meeting;
  return { startsAt: new Date(startsAtMs).toISOString(), endsAt: new Date(endsAtMs).toISOString(), room };
}
