import type { ClassView } from '@rollcall/contracts';
import { Link, Outlet } from '@tanstack/react-router';
import { Archive } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { RunningLink } from './running-link.tsx';
import { useClass } from './use-class.ts';

/** Around every page about a class: what it is, and the ways to its pages. */
export function ClassLayout() {
  const { t } = useTranslation(['classes', 'common']);
  const { data, error, isError, refetch } = useClass();
  const back = { to: '/app/classes', label: t('title') };
  if (isError && !data) {
    return (
      <Page title={t('notThere')} back={back}>
        <Failure error={error} onRetry={() => refetch()} />
      </Page>
    );
  }
  if (!data) return <Skeleton className="mx-auto max-w-page pt-8" lines={5} />;
  return (
    <Page
      title={data.className}
      back={back}
      about={<About shown={data} />}
      actions={
        data.activeSession && (
          <RunningLink sessionId={data.activeSession._id} startedAt={data.activeSession.startedAt} />
        )
      }
    >
      <Tabs />
      <Outlet />
    </Page>
  );
}

function About({ shown: { course, teachers, archived, description } }: { shown: ClassView }) {
  const { t } = useTranslation(['classes', 'common']);
  return (
    <div className="grid gap-1">
      {archived && (
        <p className="flex items-center gap-2 font-medium text-waiting">
          <Archive aria-hidden size={16} />
          {t('archived.is')}
        </p>
      )}
      {course && (
        <p className="break-words">
          <Link to="/app/courses/$courseId" params={{ courseId: course._id }} className="hover:underline">
            {course.code} {course.name}
          </Link>{' '}
          · {course.term}
        </p>
      )}
      <p className="break-words">{teachers.map(({ name }) => name ?? t('common:unknownPerson')).join(', ')}</p>
      {description && <p className="line-clamp-3 max-w-prose break-words whitespace-pre-line">{description}</p>}
    </div>
  );
}

const tabs = [
  { to: '/app/classes/$classId', name: 'sessions' },
  { to: '/app/classes/$classId/roster', name: 'roster' },
  { to: '/app/classes/$classId/report', name: 'report' },
  { to: '/app/classes/$classId/settings', name: 'settings' },
] as const;

function Tabs() {
  const { t } = useTranslation('classes');
  return (
    <nav
      aria-label={t('tabs.label')}
      className="-mx-4 mb-6 flex overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0"
    >
      {tabs.map(({ to, name }) => (
        <Link
          key={name}
          from="/app/classes/$classId"
          to={to}
          activeOptions={{ exact: name === 'sessions', includeSearch: false }}
          className="-mb-px inline-flex min-h-11 shrink-0 items-center border-b-2 border-transparent px-3 text-quiet first:pl-0 hover:text-text aria-[current=page]:border-action aria-[current=page]:font-medium aria-[current=page]:text-text md:px-4"
        >
          {t(`tabs.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
