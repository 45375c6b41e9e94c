import type { ClassView, EnrolledStudent } from '@rollcall/contracts';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { MoveStudentDialog } from './move-student-dialog.tsx';
import { StudentRow } from './student-row.tsx';
import { useEnrolment } from './use-enrolment.ts';

/** So high is a row about, in pixels. */
const ROW = 65;
/** So many rows stand there as they are: all can be found by the browser's own search, and printed. */
const FEW = 100;

interface StudentListProps {
  shown: ClassView;
  students: readonly EnrolledStudent[];
}

/** The students by name; of many, those rows alone are in the document that are near the window. */
export function StudentList({ shown, students }: StudentListProps) {
  const { remove } = useEnrolment(shown._id);
  const [moved, setMoved] = useState<EnrolledStudent>();
  const rowOf = (student: EnrolledStudent) => (
    <StudentRow
      classId={shown._id}
      student={student}
      onRemove={() => void remove(student)}
      onMove={shown.course ? () => setMoved(student) : undefined}
    />
  );
  return (
    <>
      {students.length <= FEW ? (
        <ul>
          {students.map((student) => (
            <li key={student._id} className="border-t border-line">
              {rowOf(student)}
            </li>
          ))}
        </ul>
      ) : (
        <ManyRows students={students} rowOf={rowOf} />
      )}
      {moved && <MoveStudentDialog shown={shown} student={moved} onClose={() => setMoved(undefined)} />}
    </>
  );
}

interface ManyRowsProps {
  students: readonly EnrolledStudent[];
  rowOf: (student: EnrolledStudent) => ReactNode;
}

function ManyRows({ students, rowOf }: ManyRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((list.current?.getBoundingClientRect().top ?? 0) + scrollY);
  }, []);
  const rows = useWindowVirtualizer({
    count: students.length,
    estimateSize: () => ROW,
    getItemKey: (index) => students[index]?._id ?? index,
    overscan: 12,
    scrollMargin: top,
  });
  return (
    <ul ref={list} className="relative" style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ key, index, start }) => {
        const student = students[index];
        return (
          student && (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={students.length}
              className="absolute inset-x-0 top-0 border-t border-line"
              style={{ transform: `translateY(${start - top}px)` }}
            >
              {rowOf(student)}
            </li>
          )
        );
      })}
    </ul>
  );
}
