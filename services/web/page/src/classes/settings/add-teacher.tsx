import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { useFieldProblems, useFocusOnProblem } from '../../ui/field-problems.ts';
import { showClass } from '../use-class.ts';

/** Adds a co-teacher by e-mail. */
export function AddTeacher({ classId }: { classId: string }) {
  const { t } = useTranslation('classes');
  // A form that has done its work makes room for an empty one.
  const [turn, setTurn] = useState(0);
  const add = useMutation({
    mutationFn: (email: string) => call(routes.addCoTeacher, { ids: { id: classId }, body: { email } }),
    onSuccess: (changed) => {
      showClass(changed);
      setTurn(turn + 1);
    },
  });
  const form = useFocusOnProblem(add.error);
  const { email, form: other } = useFieldProblems(add.error, { email: ['teacher_not_found'] }, 'classes');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    add.mutate(String(new FormData(event.currentTarget).get('email')).trim());
  }

  return (
    <form
      key={turn}
      ref={form}
      onSubmit={submit}
      className="flex flex-wrap items-start gap-3 border-t border-line p-4 md:px-6"
    >
      <TextField
        label={t('teachers.add')}
        hint={t('teachers.addHint')}
        name="email"
        type="email"
        autoComplete="off"
        maxLength={254}
        required
        className="min-w-60 grow"
        error={email ?? other}
      />
      <Button type="submit" icon={UserPlus} busy={add.isPending} className="sm:mt-6">
        {t('teachers.addAct')}
      </Button>
    </form>
  );
}
