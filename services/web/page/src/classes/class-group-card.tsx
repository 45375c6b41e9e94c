import type { ClassView } from '@rollcall/contracts';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ClassRow } from './class-row.tsx';
import type { ClassGroup } from './group-classes.ts';

interface ClassGroupCardProps {
  group: ClassGroup;
  rates: ReadonlyMap<string, number | null> | undefined;
}

/** The classes of a course under its name. */
export function ClassGroupCard({ group: { course, classes }, rates }: ClassGroupCardProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="rounded-8 border border-line bg-card">
      <h2 id={titleId} className="border-b border-line px-4 py-3 text-16 break-words md:px-6">
        <CourseTitle course={course} />
      </h2>
      <ul>
        {classes.map((one) => (
          <ClassRow key={one._id} shown={one} rate={rates?.get(one._id)} />
        ))}
      </ul>
    </section>
  );
}

function CourseTitle({ course }: { course: ClassView['course'] }) {
  const { t } = useTranslation('classes');
  if (course === null) return t('alone');
  return (
    <>
      <Link to="/app/courses/$courseId" params={{ courseId: course._id }} className="hover:underline">
        {course.code} {course.name}
      </Link>
      <span className="font-normal text-quiet"> · {course.term}</span>
    </>
  );
}
