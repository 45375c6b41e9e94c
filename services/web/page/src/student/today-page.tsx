import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GraduationCap, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks, outdate } from '../api/query.ts';
import { useLiveEvent } from '../live/use-live.ts';
import { buttonClass } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { day } from '../words/format.ts';
import { ExcusesWaiting } from './excuses-waiting.tsx';
import { MyClasses } from './my-classes.tsx';
import { NextMeetings } from './next-meetings.tsx';
import { RunningSessions } from './running-sessions.tsx';

/** What a student needs now: the session that runs, what comes, and how the classes are going. */
export function StudentTodayPage() {
  const { t } = useTranslation('student');
  const classes = useQuery(asks(routes.listClasses));
  useSessionNews();
  return (
    <Page
      title={t('today.title')}
      about={day(new Date())}
      narrow
      actions={
        <Link to="/app/join" className={buttonClass()}>
          <UserPlus aria-hidden size={18} />
          {t('join.link')}
        </Link>
      }
    >
      <Loaded query={classes} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <NoClasses />
          ) : (
            <div className="grid gap-6">
              <RunningSessions />
              <ExcusesWaiting />
              <NextMeetings classes={items} />
              <MyClasses />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function NoClasses() {
  const { t } = useTranslation('student');
  return (
    <Empty
      icon={GraduationCap}
      title={t('today.noClasses')}
      action={
        <Link to="/app/join" className={buttonClass({ look: 'main' })}>
          {t('join.link')}
        </Link>
      }
    >
      {t('today.noClassesAdvice')}
    </Empty>
  );
}

/** Sessions that begin and end while the page is open. */
function useSessionNews(): void {
  const askAgain = () => void outdate(routes.listSessions, routes.listClasses);
  useLiveEvent('session:started', askAgain);
  useLiveEvent('session:cancelled', askAgain);
  useLiveEvent('session:ended', () => void outdate(routes.listSessions, routes.listClasses, routes.myAttendance));
}
