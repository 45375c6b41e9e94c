import { type ClassView, type EnrolledStudent, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksAll } from '../../api/query.ts';
import { SelectField } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useErrorSentence } from '../../ui/states.tsx';
import { useEnrolment } from './use-enrolment.ts';

interface MoveStudentDialogProps {
  shown: ClassView;
  student: EnrolledStudent;
  onClose: () => void;
}

/** To which other class of the course somebody goes. */
export function MoveStudentDialog({ shown, student, onClose }: MoveStudentDialogProps) {
  const { t } = useTranslation(['classes', 'common']);
  const sentence = useErrorSentence('classes');
  const { moveTo } = useEnrolment(shown._id);
  const [problem, setProblem] = useState<string>();
  const courseId = shown.course?._id;
  const { data = [] } = useQuery(asksAll(routes.listClasses, { query: { courseId, limit: 1_000 } }));
  const others = data.filter(({ _id }) => _id !== shown._id);

  async function submit(fields: FormData) {
    const target = others.find(({ _id }) => _id === fields.get('target'));
    if (!target) return;
    try {
      await moveTo(student, target);
      onClose();
    } catch (error) {
      setProblem(sentence(error));
    }
  }

  return (
    <FormDialog
      onClose={onClose}
      title={t('roster.moveWho', { name: student.name })}
      about={t('roster.moveKeeps')}
      action={t('roster.moveAct')}
      disabled={others.length === 0}
      onSubmit={submit}
    >
      <SelectField
        label={t('roster.moveWhere')}
        name="target"
        required
        hint={others.length === 0 ? t('roster.moveNowhere') : undefined}
      >
        {others.map(({ _id, className }) => (
          <option key={_id} value={_id}>
            {className}
          </option>
        ))}
      </SelectField>
      <Problem>{problem}</Problem>
    </FormDialog>
  );
}
