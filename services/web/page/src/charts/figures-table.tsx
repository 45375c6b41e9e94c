import type { Figures } from '@rollcall/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LongTable } from '../ui/long-table.tsx';
import { number, percent } from '../words/format.ts';
import { countedStatuses } from './counted.ts';

interface FiguresTableProps<Row extends Figures> {
  /** What the rows are, for whoever does not see them. */
  caption: string;
  /** The title of the first column. */
  of: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  name: (row: Row) => ReactNode;
  /** Of rows that are no sessions, such as rounds. */
  isWithoutSessions?: boolean;
}

/** The numbers of a drawing. */
export function FiguresTable<Row extends Figures>({
  caption,
  of,
  rows,
  rowKey,
  name,
  isWithoutSessions = false,
}: FiguresTableProps<Row>) {
  const { t } = useTranslation(['reports', 'common']);
  return (
    <LongTable<Row>
      caption={caption}
      rows={rows}
      rowKey={rowKey}
      minWidth="min-w-[680px]"
      columns={[
        { key: 'name', title: of, cell: name },
        { key: 'rate', title: t('common:rate'), isNumber: true, width: 'w-32', cell: (row) => percent(row.rate) },
        ...countedStatuses.map((status) => ({
          key: status,
          title: t(`common:status.${status}`),
          isNumber: true,
          width: 'w-28',
          cell: (row: Row) => number(row.counts[status]),
        })),
        ...(isWithoutSessions
          ? []
          : [
              {
                key: 'sessions',
                title: t('sessions'),
                isNumber: true,
                width: 'w-28',
                cell: (row: Row) => number(row.counts.sessions),
              },
            ]),
      ]}
    />
  );
}
