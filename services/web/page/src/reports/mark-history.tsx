import { type RecordWithHistory, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { Time } from '../ui/time.tsx';

interface MarkHistoryProps {
  classId: string;
  history: RecordWithHistory['history'];
}

/** Who changed a record before, from what to what, and why. */
export function MarkHistory({ classId, history }: MarkHistoryProps) {
  const { t } = useTranslation(['reports', 'common']);
  const { data } = useQuery({ ...asks(routes.getClass, { ids: { id: classId } }), enabled: history.length > 0 });
  if (history.length === 0) return null;
  const nameOf = (id: string) => data?.teachers.find(({ _id }) => _id === id)?.name ?? t('mark.somebody');
  return (
    <section className="border-t border-line pt-4 text-14 text-quiet">
      <h3 className="font-medium text-text">{t('mark.before')}</h3>
      <ol className="mt-1 grid gap-1">
        {history.map(({ at, by, from, to, reason }) => (
          <li key={at} className="break-words">
            <Time at={at} as="dayAndClock" />
            {': '}
            {t('mark.changed', {
              name: nameOf(by),
              from: t(`common:status.${from ?? 'waiting'}`),
              to: t(`common:status.${to}`),
            })}
            {reason && ` (${reason})`}
          </li>
        ))}
      </ol>
    </section>
  );
}
