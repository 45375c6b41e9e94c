import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Card } from '../ui/page.tsx';
import { RateBar } from '../ui/rate-bar.tsx';

/** The rate in each class that the student is in now. */
export function MyClasses() {
  const { t } = useTranslation(['student', 'common']);
  const attendance = useQuery(asks(routes.myAttendance));
  return (
    <Card title={t('common:nav.classes')}>
      <Loaded query={attendance}>
        {({ items }) => (
          <ul className="pt-2 pb-2">
            {items
              .filter(({ enrolled }) => enrolled)
              .map(({ classId, className, courseName, rate }) => (
                <li key={classId}>
                  <Link
                    to="/app/history"
                    search={{ class: classId }}
                    className="grid gap-1 px-4 py-3 hover:bg-sunken md:px-6"
                  >
                    <span dir="auto" className="text-left line-clamp-2 font-medium break-words">
                      {className}
                    </span>
                    {courseName && (
                      <span dir="auto" className="text-left line-clamp-1 text-14 break-words text-quiet">
                        {courseName}
                      </span>
                    )}
                    <RateBar rate={rate} label={t('common:rate')} />
                  </Link>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}
