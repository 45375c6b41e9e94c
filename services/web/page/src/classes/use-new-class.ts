import { type ClassView, type MeetingTime, routes } from '@rollcall/contracts';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';

export interface NewCourse {
  code: string;
  name: string;
  term: string;
}

export interface NewClass {
  className: string;
  /** An id, one that is made with the class, or none: it stands alone. */
  course: string | NewCourse | undefined;
  /** Whose it is, when it is not one's own. */
  teacherId: string | undefined;
  meetingTimes: MeetingTime[];
  timeZone: string;
}

export type MakeClass = UseMutationResult<ClassView, Error, NewClass>;

/** Makes a class, its course first when that is new, and goes there. */
export function useNewClass(): MakeClass {
  const navigate = useNavigate();
  // A course that was made stays when the class was refused: the next try takes it.
  const made = useRef<{ key: string; id: string }>(undefined);

  async function courseIdOf(course: NewClass['course']): Promise<string | undefined> {
    if (typeof course !== 'object') return course;
    const key = JSON.stringify(course);
    if (made.current?.key !== key) made.current = { key, id: (await call(routes.createCourse, { body: course }))._id };
    return made.current.id;
  }

  return useMutation({
    mutationFn: async ({ course, teacherId, ...body }: NewClass) => {
      const courseId = await courseIdOf(course);
      if (courseId === undefined) return call(routes.createClass, { body });
      return call(routes.createClassOfCourse, { ids: { id: courseId }, body: { ...body, teacherId } });
    },
    onSuccess: async ({ _id }) => {
      void outdate(routes.listClasses, routes.listCourses, routes.teacherReport);
      await navigate({ to: '/app/classes/$classId', params: { classId: _id } });
    },
  });
}
