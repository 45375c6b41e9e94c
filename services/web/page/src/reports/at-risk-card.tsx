import { Link } from '@tanstack/react-router';
import { CircleCheck, Mail, Repeat } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { Card } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { number, percent } from '../words/format.ts';
import { type Threshold, thresholds } from './address.ts';
import { type ReportedStudent, studentsAtRisk } from './students.ts';
import { mailTo, useEmails } from './use-emails.ts';

/** So many are shown until somebody wants all. */
const FIRST = 8;
/** So many more are shown at once. */
const FEW_MORE = 3;
/** From so many on it is a pattern, and worth a word of its own. */
const IN_A_ROW = 2;

interface AtRiskCardProps {
  classId: string;
  className: string;
  students: readonly ReportedStudent[];
  below: Threshold;
  onBelow: (below: Threshold) => void;
}

/** Who is seldom there, and what to do about it. */
export function AtRiskCard({ classId, className, students, below, onBelow }: AtRiskCardProps) {
  const { t } = useTranslation('reports');
  const [isWhole, setWhole] = useState(false);
  const atRisk = studentsAtRisk(students, below);
  const emails = useEmails(classId, atRisk.length > 0);
  const isShort = isWhole || atRisk.length <= FIRST + FEW_MORE;
  const shown = isShort ? atRisk : atRisk.slice(0, FIRST);
  return (
    <Card
      title={
        <>
          {t('risk.title')} <span className="font-normal text-quiet tabular-nums">{number(atRisk.length)}</span>
        </>
      }
      actions={
        <SelectField
          label={t('risk.below')}
          isLabelHidden
          value={below}
          onChange={({ target }) => onBelow(Number(target.value) as Threshold)}
        >
          {thresholds.map((threshold) => (
            <option key={threshold} value={threshold}>
              {t('risk.threshold', { percent: percent(threshold / 100) })}
            </option>
          ))}
        </SelectField>
      }
    >
      {atRisk.length === 0 ? (
        <Empty icon={CircleCheck} title={t('risk.nobody', { percent: percent(below / 100) })} />
      ) : (
        <>
          <p className="px-4 pt-1 pb-2 text-14 text-quiet md:px-6">{t('risk.advice')}</p>
          <ul className="border-t border-line">
            {shown.map((student) => (
              <Person
                key={student.studentId}
                {...{ student, classId, className, email: emails.get(student.studentId) }}
              />
            ))}
          </ul>
          {!isShort && (
            <div className="border-t border-line p-2 text-center print:hidden">
              <Button look="quiet" onClick={() => setWhole(true)}>
                {t('risk.all', { count: atRisk.length, all: number(atRisk.length) })}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}

interface PersonProps {
  student: ReportedStudent;
  classId: string;
  className: string;
  email: string | undefined;
}

function Person({ student, classId, className, email }: PersonProps) {
  const { t } = useTranslation(['reports', 'common']);
  const { studentId, name, rate, counts, absencesInARow } = student;
  const shownName = name ?? t('common:unknownPerson');
  return (
    <li className="flex items-center gap-4 border-b border-line px-4 py-2 last:border-0 md:px-6">
      <span className="w-20 shrink-0 text-20 whitespace-nowrap font-bold tabular-nums">{percent(rate, 1)}</span>
      <div className="min-w-0 grow">
        <Link
          to="/app/classes/$classId/students/$studentId"
          params={{ classId, studentId }}
          className="inline-flex min-h-11 max-w-full items-center font-medium break-words underline-offset-4 hover:underline sm:min-h-6"
        >
          <bdi className="min-w-0 break-words">{shownName}</bdi>
        </Link>
        <p className="flex flex-wrap items-center gap-x-4 text-14 text-quiet">
          <span>
            {t('risk.absences', {
              count: counts.absent,
              absent: number(counts.absent),
              all: number(counts.present + counts.late + counts.absent),
            })}
          </span>
          {absencesInARow >= IN_A_ROW && (
            <span className="inline-flex items-center gap-1 font-medium text-absent">
              <Repeat aria-hidden size={14} />
              {t('risk.inARow', { count: absencesInARow, times: number(absencesInARow) })}
            </span>
          )}
        </p>
      </div>
      {email && (
        <a
          href={mailTo(email, t('mail.subject', { className }))}
          aria-label={t('mail.to', { name: shownName })}
          title={t('mail.to', { name: shownName })}
          className="inline-flex size-11 shrink-0 items-center justify-center rounded-8 hover:bg-sunken print:hidden"
        >
          <Mail aria-hidden size={20} />
        </a>
      )}
    </li>
  );
}
