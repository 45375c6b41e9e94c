import { type ClassView, type EnrolledStudent, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksAll } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
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
  const formId = useId();
  const { moveTo } = useEnrolment(shown._id);
  const [problem, setProblem] = useState<string>();
  const courseId = shown.course?._id;
  const { data = [] } = useQuery(asksAll(routes.listClasses, { query: { courseId, limit: 1_000 } }));
  const others = data.filter(({ _id }) => _id !== shown._id);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).get('target');
    const target = others.find(({ _id }) => _id === chosen);
    if (!target) return;
    try {
      await moveTo(student, target);
      onClose();
    } catch (error) {
      setProblem(sentence(error));
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('roster.moveWho', { name: student.name })}
      about={t('roster.moveKeeps')}
      actions={
        <>
          <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
          <Button type="submit" form={formId} look="main" disabled={others.length === 0}>
            {t('roster.moveAct')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4">
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
      </form>
    </Dialog>
  );
}
