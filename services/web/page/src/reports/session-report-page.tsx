import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ClipboardCheck, Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { buttonClass } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Time } from '../ui/time.tsx';
import { number } from '../words/format.ts';
import type { SessionReportSearch } from './address.ts';
import { RateSummary } from './rate-summary.tsx';
import { RoundsCard } from './rounds-card.tsx';
import { SessionExportButton } from './session-export-button.tsx';
import type { SessionReport } from './session-students.ts';
import { SessionStudentsCard } from './session-students-card.tsx';
import { useChange } from './use-change.ts';

const address = getRouteApi('/inside/shell/app/sessions/$sessionId/report');

/** Who was there in a session, round by round. */
export function SessionReportPage() {
  const { t } = useTranslation(['reports', 'common']);
  const { sessionId } = address.useParams();
  const search = address.useSearch();
  const change = useChange<SessionReportSearch>();
  const query = useQuery(asks(routes.sessionReport, { ids: { id: sessionId } }));
  const report = query.data;
  return (
    <Page
      title={report?.className ?? ''}
      about={report && <About report={report} />}
      back={report && { to: `/app/classes/${report.classId}`, label: t('session.back') }}
      actions={
        report && (
          <>
            <Acts report={report} />
            <SessionExportButton sessionId={sessionId} />
          </>
        )
      }
    >
      <Loaded query={query} lines={8}>
        {(data) => (
          <div className="grid grid-cols-1 gap-6">
            <RateSummary
              figures={data}
              of={t('session.ofStudents', { count: data.students.length, students: number(data.students.length) })}
            />
            {data.rounds.length > 1 && <RoundsCard rounds={data.rounds} />}
            <SessionStudentsCard report={data} search={search} onChange={change} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function About({ report: { courseName, beginsAt, endedAt, room } }: { report: SessionReport }) {
  return (
    <p className="flex flex-wrap gap-x-4 break-words">
      <span>
        <Time at={beginsAt} as="dayAndClock" />
        {endedAt && (
          <>
            {' – '}
            <Time at={endedAt} />
          </>
        )}
      </span>
      {room && <span className="min-w-0 break-words">{room}</span>}
      {courseName && <span className="min-w-0 break-words">{courseName}</span>}
    </p>
  );
}

/** Where one goes from here: to the board while it runs, to what waits for a decision. */
function Acts({ report: { sessionId, status, rounds } }: { report: SessionReport }) {
  const { t } = useTranslation('reports');
  const { role } = useUser();
  const flagged = rounds.reduce((sum, round) => sum + round.flagged, 0);
  if (role !== 'teacher') return null;
  return (
    <>
      {status === 'active' && (
        <Link to="/app/sessions/$sessionId" params={{ sessionId }} className={buttonClass()}>
          <Radio aria-hidden size={18} />
          {t('session.board')}
        </Link>
      )}
      {flagged > 0 && (
        <Link to="/app/review" search={{ session: sessionId }} className={buttonClass()}>
          <ClipboardCheck aria-hidden size={18} />
          {t('session.review', { count: flagged, flagged: number(flagged) })}
        </Link>
      )}
    </>
  );
}
