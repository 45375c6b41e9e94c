import { type ClassView, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Card } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { day } from '../words/format.ts';
import { grouped } from './groups.ts';
import { type Meeting, upcoming } from './upcoming.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SHOWN = 6;

/** What comes today and in the days after. */
export function NextMeetings({ classes }: { classes: readonly ClassView[] }) {
  const { t } = useTranslation('student');
  const [range] = useState(thisWeek);
  const scheduled = useQuery(asks(routes.listSessions, { query: { status: 'scheduled', limit: 200, ...range } }));
  return (
    <Card title={t('next.title')}>
      <Loaded query={scheduled}>
        {({ items }) => {
          const meetings = upcoming(items, classes).slice(0, SHOWN);
          if (meetings.length === 0) {
            return (
              <Empty icon={CalendarClock} title={t('next.none')}>
                {t('next.noneAdvice')}
              </Empty>
            );
          }
          return grouped(meetings, ({ startsAt }) => dayName(startsAt, t)).map(({ key, items: ofDay }) => (
            <section key={key} className="px-4 pt-3 last:pb-2 md:px-6">
              <h3 className="text-14 font-medium text-quiet">{key}</h3>
              <ul>
                {ofDay.map((meeting) => (
                  <NextMeeting key={meeting.key} meeting={meeting} />
                ))}
              </ul>
            </section>
          ));
        }}
      </Loaded>
    </Card>
  );
}

function NextMeeting({ meeting: { className, startsAt, endsAt, room } }: { meeting: Meeting }) {
  return (
    <li className="flex min-h-11 items-baseline gap-4 border-b border-line py-2 last:border-0">
      <span className="w-16 shrink-0 font-medium">
        <Time at={startsAt} />
      </span>
      <span className="min-w-0 grow">
        <span dir="auto" className="text-left line-clamp-2 break-words">
          {className}
        </span>
        <span className="block text-14 break-words text-quiet">
          {endsAt && (
            <>
              – <Time at={endsAt} />
            </>
          )}
          {endsAt && room && ' · '}
          {room}
        </span>
      </span>
    </li>
  );
}

/** From yesterday on: what waits for its start may be overdue. */
function thisWeek(): { from: string; to: string } {
  const now = Date.now();
  return { from: new Date(now - DAY_MS).toISOString(), to: new Date(now + 8 * DAY_MS).toISOString() };
}

function dayName(startsAt: string, t: (key: 'next.today' | 'next.tomorrow') => string): string {
  const name = day(startsAt);
  if (name === day(new Date())) return t('next.today');
  return name === day(new Date(Date.now() + DAY_MS)) ? t('next.tomorrow') : name;
}
