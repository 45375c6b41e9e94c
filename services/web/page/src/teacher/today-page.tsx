import { type ClassView, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GraduationCap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { buttonClass } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { day, timeZone } from '../words/format.ts';
import { dayOf, type TeacherReport } from './day.ts';
import { Decisions } from './decisions.tsx';
import { RunningCard } from './running-card.tsx';
import { Starts } from './starts.tsx';

/** What a teacher comes for: start with one tap. */
export function TeacherTodayPage() {
  const { t } = useTranslation('teacher');
  const report = useQuery({ ...asks(routes.teacherReport, { query: { timeZone } }), refetchInterval: 60_000 });
  const classes = useQuery(asks(routes.listClasses, { query: { limit: 1_000 } }));
  return (
    <Page title={t('title')} about={day(new Date())}>
      <Loaded query={report} lines={6}>
        {(found) => (
          <Loaded query={classes} lines={6}>
            {({ items }) => <Day report={found} classes={items} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Day({ report, classes }: { report: TeacherReport; classes: readonly ClassView[] }) {
  const { t } = useTranslation('teacher');
  const today = dayOf(report, classes, new Date());
  return (
    <>
      <Decisions flagged={report.flagged} excuses={report.excusesToDecide} />
      {today.running.length > 0 && (
        <section aria-label={t('running')} className="mb-6 grid grid-cols-1 gap-4">
          <h2 className="sr-only">{t('running')}</h2>
          {today.running.map((session) => (
            <RunningCard key={session._id} session={session} />
          ))}
        </section>
      )}
      {classes.length === 0 ? (
        <Empty
          icon={GraduationCap}
          title={t('noClasses')}
          action={
            <Link to="/app/classes" className={buttonClass({ look: 'main' })}>
              {t('toClasses')}
            </Link>
          }
        >
          {t('noClassesAdvice')}
        </Empty>
      ) : (
        <Starts today={today} classes={classes} />
      )}
    </>
  );
}
