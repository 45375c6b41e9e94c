import { useTranslation } from 'react-i18next';
import { Chart } from '../charts/chart.tsx';
import { FiguresTable } from '../charts/figures-table.tsx';
import { CountsPlot } from '../charts/plots.ts';
import { Card } from '../ui/page.tsx';
import { clock, percent } from '../words/format.ts';
import { rateOf, type SessionReport } from './session-students.ts';

const HEIGHT = 220;
/** With the legend. */
const PLACE = HEIGHT + 28;

/** How many were there in each round. */
export function RoundsCard({ rounds }: { rounds: SessionReport['rounds'] }) {
  const { t } = useTranslation('reports');
  const rows = rounds.map(({ roundNumber, startsAt, summary }) => ({
    roundNumber,
    short: t('round', { number: roundNumber }),
    name: t('session.roundAt', { number: roundNumber, time: clock(startsAt) }),
    counts: { ...summary, sessions: 1 },
    rate: rateOf(summary),
  }));
  const sentence = rows.map(({ name, rate }) => `${name}: ${percent(rate)}`).join(', ');
  return (
    <Card title={t('session.rounds')}>
      <Chart
        height={PLACE}
        className="mt-3"
        table={
          <FiguresTable
            caption={t('session.rounds')}
            of={t('session.round')}
            rows={rows}
            rowKey={({ roundNumber }) => String(roundNumber)}
            name={({ name }) => name}
            isWithoutSessions
          />
        }
      >
        <CountsPlot label={`${t('session.rounds')}. ${sentence}`} points={rows} height={HEIGHT} />
      </Chart>
    </Card>
  );
}
