import { routes } from '@rollcall/contracts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { outdate } from '../api/query.ts';
import { Card } from '../ui/page.tsx';
import { number } from '../words/format.ts';
import type { StateProps } from './check-step.tsx';
import { Done } from './done.tsx';
import { letGo } from './held-file.ts';
import { Progress } from './progress.tsx';
import { checkedIn } from './results.ts';
import { RowsCard } from './rows-card.tsx';
import { isOver } from './use-import.ts';

/** The third step: how far it is, and in the end what has become of each row. */
export function RunStep({ source, go, state, result }: StateProps) {
  const { t } = useTranslation('imports');
  const over = isOver(state);
  useEffect(letGo, []);
  useEffect(() => {
    if (over) void outdate(routes.listUsers, routes.listEnrolled, routes.getClass, routes.listClasses);
  }, [over]);
  if (over) {
    return (
      <>
        <Done {...{ source, go, state }} />
        <RowsCard {...{ source, go, state, result }} title={t('rows.caption')} />
      </>
    );
  }
  return (
    <Card className="grid gap-4 p-4 md:p-6">
      <Progress {...progressOf(state.processed, checkedIn(state.counts), state.total)} words={wordsOf()} />
      <p className="text-quiet">{t('run.leave')}</p>
    </Card>
  );

  function wordsOf(): string {
    const checked = checkedIn(state.counts);
    if (state.status === 'queued') return t('run.waiting');
    const [key, done] =
      checked < state.total ? (['checking', checked] as const) : (['importing', state.processed] as const);
    return t(`run.${key}`, { done: number(done), total: number(state.total) });
  }
}

/** Rows are checked first, which is a tenth of the way. */
export function progressOf(processed: number, checked: number, total: number): { done: number; total: number } {
  return { done: checked * 0.1 + processed * 0.9, total };
}
