import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { StatusBadge, shownStatus } from '../ui/status.tsx';
import { RecordedAt } from './recorded-at.tsx';
import { isScanned, type StudentRound } from './session-students.ts';

interface RoundCellProps {
  round: StudentRound | undefined;
  /** When the session began. */
  beganAt: string;
  /** The only one of its session: it has room for a line. */
  isAlone: boolean;
}

/** What a round says about somebody: what, when, how, by how much late, and what is doubtful about it. */
export function RoundCell({ round, beganAt, isAlone }: RoundCellProps) {
  const { t } = useTranslation(['reports', 'common']);
  if (!round) return <StatusBadge status="waiting" />;
  const { status, verification, method, recordedAt, lateByMinutes, flags } = round;
  const shown = shownStatus(status, verification);
  return (
    <div
      className={classes(
        'flex flex-col items-start gap-x-4 gap-y-1',
        isAlone && 'md:flex-row md:flex-wrap md:items-center',
      )}
    >
      <span className="flex flex-wrap gap-1">
        <StatusBadge status={shown === 'flagged' ? status : shown} />
        {shown === 'flagged' && <StatusBadge status="flagged" />}
      </span>
      <p className="text-14 text-quiet">
        <RecordedAt at={recordedAt} beganAt={beganAt} />
        {', '}
        {lateByMinutes === null || !isScanned(round)
          ? t(`common:method.${method}`)
          : t('session.lateBy', { count: lateByMinutes, method: t(`common:method.${method}`) })}
      </p>
      {(verification === 'flagged' || verification === 'rejected') && (
        <ul className="text-14 text-flagged">
          {verification === 'rejected' && <li>{t('session.rejected')}</li>}
          {flags.map((flag) => (
            <li key={flag}>{t(`flag.${flag}`)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
