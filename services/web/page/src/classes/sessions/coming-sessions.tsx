import type { ClassView } from '@rollcall/contracts';
import { CalendarClock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/states.tsx';
import { PlannedSession } from './planned-session.tsx';
import { RunningSession } from './running-session.tsx';
import { useComingSessions } from './use-sessions.ts';

interface ComingSessionsProps {
  shown: ClassView;
  action: ReactNode;
}

/** The session that runs, and those that are planned. */
export function ComingSessions({ shown, action }: ComingSessionsProps) {
  const { t } = useTranslation('classes');
  const { active, scheduled, planned } = useComingSessions(shown._id);
  const running = active.data ?? [];
  const failed = [active, scheduled].find(({ isError, data }) => isError && data === undefined);
  const isEmpty = active.data && scheduled.data && running.length + planned.length === 0;
  return (
    <Card title={t('sessions.coming')} actions={action}>
      {failed && (
        <Failure
          error={failed.error}
          onRetry={() => {
            void active.refetch();
            void scheduled.refetch();
          }}
        />
      )}
      {!failed && !(active.data && scheduled.data) && <Skeleton />}
      {isEmpty && (
        <Empty icon={CalendarClock} title={t('sessions.noneComing')}>
          {t('sessions.noneComingAdvice')}
        </Empty>
      )}
      <ul className="mt-2">
        {running.map((session) => (
          <RunningSession key={session._id} session={session} />
        ))}
        {planned.map((session) => (
          <PlannedSession key={session._id} session={session} mayStart={!shown.archived} />
        ))}
      </ul>
    </Card>
  );
}
