import { RollcallError } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { outdate } from '../../api/query.ts';
import { useErrorSentence } from '../../ui/states.tsx';
import { say } from '../../ui/toast.tsx';

interface Somebody {
  _id: string;
  name: string;
}

/** Takes people into a class and out of it; what was done is said, and can be undone. */
export function useEnrolment(classId: string) {
  const { t } = useTranslation(['classes', 'common']);
  const sentence = useErrorSentence('classes');
  const undo = (act: () => Promise<unknown>) => ({
    label: t('common:actions.undo'),
    act: () => void act().then(refresh, (error) => say(sentence(error))),
  });
  const place = (id: string, studentId: string) =>
    call(routes.addStudent, { ids: { id }, body: { studentId, move: true } });
  const takeOut = (studentId: string) => call(routes.removeStudent, { ids: { id: classId, studentId } });

  return {
    /** Resolves with false when somebody is in another class of the course, and would have to be moved. */
    async add({ _id: studentId, name }: Somebody, move = false): Promise<boolean> {
      try {
        const { added, movedFrom } = await call(routes.addStudent, { ids: { id: classId }, body: { studentId, move } });
        if (!added) say(t('roster.wasIn', { name }));
        else if (movedFrom)
          say(
            t('roster.movedHere', { name }),
            undo(() => place(movedFrom, studentId)),
          );
        else
          say(
            t('roster.added', { name }),
            undo(() => takeOut(studentId)),
          );
        await refresh();
      } catch (error) {
        if (error instanceof RollcallError && error.code === 'enrolled_in_other_class') return false;
        say(sentence(error));
      }
      return true;
    },

    async remove({ _id: studentId, name }: Somebody): Promise<void> {
      try {
        await takeOut(studentId);
        say(
          t('roster.removed', { name }),
          undo(() => place(classId, studentId)),
        );
        await refresh();
      } catch (error) {
        say(sentence(error));
      }
    },

    /** To another class of the course. Throws the refusal. */
    async moveTo({ _id: studentId, name }: Somebody, target: { _id: string; className: string }): Promise<void> {
      await place(target._id, studentId);
      say(
        t('roster.movedTo', { name, class: target.className }),
        undo(() => place(classId, studentId)),
      );
      await refresh();
    },
  };
}

function refresh(): Promise<void> {
  return outdate(routes.listEnrolled, routes.getClass, routes.listClasses, routes.listJoinRequests);
}
