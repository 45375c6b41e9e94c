import { type AttendanceStatus, routes } from '@rollcall/contracts';
import type { Hall } from '../stage/people.ts';

export const SESSIONS = 4;

/** What each student was, session after session. */
const past: Record<string, AttendanceStatus[]> = {
  'Ada Kim': ['present', 'present', 'present', 'present'],
  'Ben Okoye': ['present', 'late', 'present', 'absent'],
  'Carla Ruiz': ['absent', 'absent', 'absent', 'present'],
  'Deniz Kaya': ['present', 'absent', 'absent', 'absent'],
  'Emma Weber': ['excused', 'excused', 'present', 'present'],
  'Farid Aziz': ['absent', 'present', 'present', 'late'],
};

/** The same as the page writes it. */
export const rates: Record<string, string> = {
  'Ada Kim': '100%',
  'Ben Okoye': '75%',
  'Carla Ruiz': '25%',
  'Deniz Kaya': '25%',
  'Emma Weber': '100%',
  'Farid Aziz': '75%',
};

/** Rate, present, late, absent, excused and sessions of all together. */
export const figures = ['64%', '12', '2', '8', '2', '4'];

export const STUDENTS = Object.keys(past).length;

export interface Past extends Hall {
  courseId: string;
  /** The first first. */
  sessionIds: string[];
}

/** Puts the students of a hall into a class of a course, and holds its sessions. */
export async function makePast(hall: Hall): Promise<Past> {
  const { client } = hall.teacher;
  const course = { code: 'MATH 1', name: 'Mathematics', term: '2026 spring' };
  const className = 'Group one';
  const { _id: courseId } = await client.call(routes.createCourse, { body: course });
  const { _id: classId } = await client.call(routes.createClassOfCourse, {
    ids: { id: courseId },
    body: { className },
  });
  for (const { userId: studentId } of hall.students) {
    await client.call(routes.addStudent, { ids: { id: classId }, body: { studentId } });
  }
  const made = { ...hall, classId, className, courseId };
  const sessionIds: string[] = [];
  for (let number = 0; number < SESSIONS; number++) sessionIds.push(await holdSession(made, number));
  return { ...made, sessionIds };
}

/** Who is not marked is absent at the end. */
async function holdSession({ teacher: { client }, students, classId }: Hall, number: number): Promise<string> {
  const { _id } = await client.call(routes.startSession, { body: { classId } });
  for (const { name, userId } of students) {
    const status = past[name]?.[number] ?? 'absent';
    const ids = { id: _id, studentId: userId };
    if (status !== 'absent') await client.call(routes.markStudent, { ids, body: { status } });
  }
  await client.call(routes.endSession, { ids: { id: _id } });
  return _id;
}
