import type { ClassView } from '@rollcall/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Card } from '../../ui/page.tsx';
import { type FoundPerson, PersonField } from '../../ui/person-field.tsx';
import { findStudents } from '../find-people.ts';
import { useEnrolment } from './use-enrolment.ts';

/** Whoever is chosen is in the class at once, and can be taken back. */
export function AddStudent({ shown }: { shown: ClassView }) {
  const { t } = useTranslation('classes');
  const { add } = useEnrolment(shown._id);
  const [elsewhere, setElsewhere] = useState<FoundPerson | null>(null);
  const [turn, setTurn] = useState(0);

  async function choose(person: FoundPerson | null) {
    if (!person) return;
    setTurn((before) => before + 1);
    if (!(await add(person))) setElsewhere(person);
  }

  return (
    <Card title={t('roster.add')}>
      <div className="p-4 md:px-6">
        <PersonField
          key={turn}
          label={t('roster.addWho')}
          hint={t('roster.addHint')}
          name="students"
          find={findStudents}
          value={null}
          onChange={choose}
          autoFocus={turn > 0}
        />
      </div>
      <ConfirmDialog
        namespace="classes"
        open={elsewhere !== null}
        onClose={() => setElsewhere(null)}
        title={t('roster.moveTitle', { name: elsewhere?.name })}
        about={t('roster.moveAbout', { name: elsewhere?.name, course: shown.course?.name })}
        action={t('roster.moveHere')}
        run={async () => elsewhere && add(elsewhere, true)}
      />
    </Card>
  );
}
