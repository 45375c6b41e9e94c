import { useTranslation } from 'react-i18next';
import { Announced } from '../live/announced.tsx';
import { Card } from '../ui/page.tsx';
import { number } from '../words/format.ts';
import type { StateProps } from './check-step.tsx';
import { Progress } from './progress.tsx';
import { checkedIn, type ImportResult } from './results.ts';
import { RowsCard } from './rows-card.tsx';
import { isOver } from './use-import.ts';

/** The rows of a dry run, or how far it is; what came of it is told to whoever does not see it. */
export function CheckedRows({ isOld, ...props }: StateProps & { isOld: boolean }) {
  const { t } = useTranslation('imports');
  const { state } = props;
  const counts = Object.entries(state.counts).filter(([, count]) => count > 0) as [ImportResult, number][];
  const told = counts.map(([result, count]) => `${t(`will.${result}`)}: ${number(count)}`).join(', ');
  return (
    <div>
      <Announced words={isOver(state) && !isOld ? told : ''} />
      {isOver(state) ? (
        <RowsCard {...props} title={t('check.title')} isOld={isOld} />
      ) : (
        <Card className="p-4 md:p-6">
          <Progress
            done={checkedIn(state.counts)}
            total={state.total}
            words={t('check.checking', { done: number(checkedIn(state.counts)), total: number(state.total) })}
          />
        </Card>
      )}
    </div>
  );
}
