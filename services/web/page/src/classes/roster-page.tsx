import { type ClassView, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { FileUp, SearchX, Users } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asksAll } from '../api/query.ts';
import { buttonClass } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Card } from '../ui/page.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty } from '../ui/states.tsx';
import { number } from '../words/format.ts';
import { AddStudent } from './roster/add-student.tsx';
import { findEnrolled } from './roster/find-enrolled.ts';
import { JoinCard } from './roster/join-card.tsx';
import { JoinRequests } from './roster/join-requests.tsx';
import { StudentList } from './roster/student-list.tsx';
import { useClass } from './use-class.ts';

/** Who is in the class, and the ways into it. */
export function RosterPage() {
  const query = useClass();
  return <Loaded query={query}>{(shown) => <Roster shown={shown} />}</Loaded>;
}

const route = getRouteApi('/inside/shell/app/classes/$classId/roster');

function Roster({ shown }: { shown: ClassView }) {
  const { t } = useTranslation('classes');
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(rosterOf(shown._id));
  const { data } = query;
  const words = useDeferredValue(search);
  const found = useMemo(() => data && findEnrolled(data, words), [data, words]);
  return (
    <div className="grid gap-6">
      {!shown.archived && (
        <div className="grid items-start gap-6 md:grid-cols-2">
          <AddStudent shown={shown} />
          <JoinCard shown={shown} />
        </div>
      )}
      <JoinRequests classId={shown._id} />
      <Card
        title={data ? t('students', { count: data.length, number: number(data.length) }) : t('tabs.roster')}
        actions={
          !shown.archived && (
            <Link to="/app/classes/$classId/import" params={{ classId: shown._id }} className={buttonClass()}>
              <FileUp aria-hidden size={18} />
              {t('roster.import')}
            </Link>
          )
        }
      >
        <div className="p-4 md:px-6">
          <SearchField
            label={t('roster.search')}
            className="sm:w-80"
            value={search}
            onChange={(next) => void navigate({ to: '.', search: { search: next }, replace: true, resetScroll: false })}
          />
        </div>
        <Loaded query={query} lines={8}>
          {(all) => {
            if (all.length === 0) return <NoStudents />;
            if (found?.length === 0) return <Empty icon={SearchX} title={t('roster.notFound')} />;
            return <StudentList shown={shown} students={found ?? all} />;
          }}
        </Loaded>
      </Card>
    </div>
  );
}

function NoStudents() {
  const { t } = useTranslation('classes');
  return (
    <Empty icon={Users} title={t('roster.empty')}>
      {t('roster.emptyAdvice')}
    </Empty>
  );
}

function rosterOf(classId: string) {
  return asksAll(routes.listEnrolled, { ids: { id: classId }, query: { limit: 1_000 } });
}
