import { type ClassView, routes } from '@rollcall/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { outdate } from '../../api/query.ts';
import { useUser } from '../../log-in/use-log-in.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Card } from '../../ui/page.tsx';
import { showClass } from '../use-class.ts';
import { AddTeacher } from './add-teacher.tsx';
import { TeacherRow } from './teacher-row.tsx';

type Teacher = ClassView['teachers'][number];
interface Question {
  kind: 'remove' | 'leave' | 'give';
  teacher: Teacher;
}

interface TeachersCardProps {
  shown: ClassView;
  /** Administrators may what the owner may. */
  isOwner: boolean;
}

/** Who runs the class: the owner, and co-teachers, who may all but delete it or give it away. */
export function TeachersCard({ shown, isOwner }: TeachersCardProps) {
  const { t } = useTranslation(['classes', 'common']);
  const { _id: me, role } = useUser();
  const navigate = useNavigate();
  const [question, setQuestion] = useState<Question>();
  const nameOf = ({ name }: Teacher) => name ?? t('common:unknownPerson');
  const { kind = 'remove', teacher } = question ?? {};
  const names = { name: teacher && nameOf(teacher), class: shown.className };

  const ask = (asked: Question['kind'], about: Teacher) => setQuestion({ kind: asked, teacher: about });

  async function act() {
    if (!teacher) return;
    const [id, teacherId] = [shown._id, teacher._id];
    const changed =
      kind === 'give'
        ? await call(routes.editClass, { ids: { id }, body: { teacherId } })
        : await call(routes.removeCoTeacher, { ids: { id, teacherId } });
    // Whoever gave it away, or left, does not see it any more.
    const isOut = role === 'teacher' && kind !== 'remove';
    if (isOut) await navigate({ to: '/app/classes' });
    else showClass(changed);
    void outdate(routes.listClasses, routes.teacherReport);
  }

  return (
    <Card title={t('teachers.title')}>
      <ul className="mt-2">
        {shown.teachers.map((one, index) => (
          <TeacherRow
            key={one._id}
            name={nameOf(one)}
            isOwner={index === 0}
            onGive={index > 0 && isOwner && one.name !== null ? () => ask('give', one) : undefined}
            onLeave={index > 0 && one._id === me ? () => ask('leave', one) : undefined}
            onRemove={index > 0 && isOwner && one._id !== me ? () => ask('remove', one) : undefined}
          />
        ))}
      </ul>
      <AddTeacher classId={shown._id} />
      <ConfirmDialog
        namespace="classes"
        open={question !== undefined}
        onClose={() => setQuestion(undefined)}
        title={t(`teachers.${kind}Title`, names)}
        about={t(`teachers.${kind}About`, names)}
        action={t(`teachers.${kind}Act`)}
        danger={kind !== 'give'}
        run={act}
      />
    </Card>
  );
}
