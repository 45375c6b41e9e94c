import { lazy, Suspense } from 'react';
import { useUser } from '../log-in/use-log-in.ts';
import { Skeleton } from '../ui/states.tsx';

const StudentToday = lazy(() =>
  import('../student/today-page.tsx').then((page) => ({ default: page.StudentTodayPage })),
);
const TeacherToday = lazy(() =>
  import('../teacher/today-page.tsx').then((page) => ({ default: page.TeacherTodayPage })),
);

/** What is on today, as each role sees it. */
export function Today() {
  const { role } = useUser();
  return <Suspense fallback={<Skeleton />}>{role === 'student' ? <StudentToday /> : <TeacherToday />}</Suspense>;
}
