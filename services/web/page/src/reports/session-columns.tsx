import { Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../log-in/use-log-in.ts';
import { IconButton } from '../ui/button.tsx';
import type { LongColumn } from '../ui/long-table.tsx';
import { StatusBadge, shownStatus } from '../ui/status.tsx';
import { clock } from '../words/format.ts';
import { nameLinkClass } from './class-link.tsx';
import { RoundCell } from './round-cell.tsx';
import type { SessionReport, SessionStudent } from './session-students.ts';

/** Name, result, each round, and a button that changes it. With one round its column is the result. */
export function useSessionColumns(
  { classId, rounds, status, beginsAt }: SessionReport,
  onMark: (student: SessionStudent) => void,
): LongColumn<SessionStudent>[] {
  const { t } = useTranslation(['reports', 'common']);
  const { role } = useUser();
  const canMark = status === 'active' || status === 'ended';
  const nameOf = ({ name }: SessionStudent) => name ?? t('common:unknownPerson');
  return [
    {
      key: 'name',
      title: t('students.name'),
      width: rounds.length > 2 ? 'md:w-64' : undefined,
      cell: (student) => (
        <Link
          to="/app/classes/$classId/students/$studentId"
          params={{ classId, studentId: student.studentId }}
          className={nameLinkClass}
        >
          <bdi className="min-w-0 wrap-anywhere">{nameOf(student)}</bdi>
        </Link>
      ),
    },
    ...(rounds.length > 1
      ? [
          {
            key: 'result',
            title: t('session.result'),
            width: 'w-44 md:w-40',
            cell: (student: SessionStudent) => <Result student={student} />,
          },
        ]
      : []),
    ...rounds.map(({ roundNumber }) => ({
      key: `round-${roundNumber}`,
      title: rounds.length > 1 ? t('round', { number: roundNumber }) : t('session.result'),
      isExtra: rounds.length > 1,
      width: rounds.length > 1 ? 'w-56' : 'w-36 sm:w-64 md:w-96',
      cell: (student: SessionStudent) => (
        <RoundCell
          round={student.rounds.find((round) => round.roundNumber === roundNumber)}
          beganAt={beginsAt}
          isAlone={rounds.length === 1}
        />
      ),
    })),
    ...(canMark
      ? [
          {
            key: 'act',
            title: <span className="sr-only">{t('mark.change')}</span>,
            width: 'w-17 md:w-24',
            isNumber: true,
            isScreenOnly: true,
            cell: (student: SessionStudent) =>
              // Administrators set records that are there; only teachers make new ones.
              (role === 'teacher' || student.rounds.length > 0) && (
                <IconButton
                  icon={Pencil}
                  label={t('mark.changeOf', { name: nameOf(student) })}
                  onClick={() => onMark(student)}
                />
              ),
          },
        ]
      : []),
  ];
}

/** Of all rounds; where there is no room for a column of each, they are under it. */
function Result({ student: { status, verification, rounds } }: { student: SessionStudent }) {
  const { t } = useTranslation(['reports', 'common']);
  return (
    <>
      <StatusBadge status={shownStatus(status, verification)} />
      <ul className="mt-1 text-14 text-quiet md:hidden print:hidden">
        {rounds.map((round) => (
          <li key={round.roundNumber}>
            {t('session.roundSays', {
              number: round.roundNumber,
              status: t(`common:status.${shownStatus(round.status, round.verification)}`),
              time: clock(round.recordedAt),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
