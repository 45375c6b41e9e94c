import { routes, type Session } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { CalendarClock, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { Empty, ErrorWords } from '../ui/states.tsx';
import { dayAndClock } from '../words/format.ts';

/** A session that waits for its start. */
export function StartPlanned({ session: { _id, startsAt } }: { session: Session }) {
  const { t } = useTranslation('board');
  const start = useMutation({
    mutationFn: () => call(routes.activateSession, { ids: { id: _id } }),
    onSettled: () => outdate(routes.getSession, routes.teacherReport, routes.listClasses),
  });
  return (
    <Empty
      icon={CalendarClock}
      title={startsAt ? t('begins', { time: dayAndClock(startsAt) }) : t('waits')}
      action={
        <Button look="main" large icon={Play} busy={start.isPending} onClick={() => start.mutate()}>
          {t('startNow')}
        </Button>
      }
    >
      {start.error && <ErrorWords error={start.error} />}
    </Empty>
  );
}
