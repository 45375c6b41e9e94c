import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { LongTable } from '../ui/long-table.tsx';
import { type Cell, problemsIn, type RowProblem } from './problem-words.ts';
import { resultLooks } from './results.ts';
import type { AnyRow } from './source.ts';

interface RowsTableProps {
  rows: readonly AnyRow[];
  /** How many there are with those that have not been loaded. */
  total: number;
  tense: 'will' | 'became';
  hasStudentNumber: boolean;
}

/** Each row of a list with its result in words, and the reason where it is. */
export function RowsTable({ rows, tense, hasStudentNumber }: RowsTableProps) {
  const { t } = useTranslation('imports');
  const number = { key: 'number', title: t('fields.studentNumber'), isExtra: true, width: 'md:w-40' };
  return (
    <LongTable
      caption={t('rows.caption')}
      rows={rows}
      rowKey={({ line }) => String(line)}
      columns={[
        {
          key: 'name',
          title: t('fields.name'),
          cell: (row) => (
            <Person row={row}>
              <div className="text-14 font-normal text-quiet md:hidden">
                <p className="break-all">{row.email}</p>
                <p className="break-all">{row.studentNumber}</p>
                <Problems row={row} cells={['email', 'studentNumber']} />
              </div>
            </Person>
          ),
        },
        {
          key: 'email',
          title: t('fields.email'),
          isExtra: true,
          cell: (row) => (
            <>
              <p className="break-all">{row.email}</p>
              <Problems row={row} cells={['email']} />
            </>
          ),
        },
        ...(hasStudentNumber
          ? [
              {
                ...number,
                cell: (row: AnyRow) => (
                  <>
                    <p className="break-all">{row.studentNumber}</p>
                    <Problems row={row} cells={['studentNumber']} />
                  </>
                ),
              },
            ]
          : []),
        {
          key: 'result',
          title: t('rows.result'),
          width: 'w-[45%] md:w-56',
          cell: (row) => <Result {...{ row, tense, hasStudentNumber }} />,
        },
        {
          key: 'line',
          title: t('rows.line'),
          isNumber: true,
          isExtra: true,
          width: 'md:w-20',
          cell: ({ line }) => line,
        },
      ]}
    />
  );
}

function Person({ row, children }: { row: AnyRow; children: ReactNode }) {
  const { t } = useTranslation('imports');
  return (
    <>
      {row.name === '' ? (
        <p className="font-normal text-quiet">{t('rows.nameless')}</p>
      ) : (
        <p className="break-words">{row.name}</p>
      )}
      <Problems row={row} cells={['name']} />
      {children}
    </>
  );
}

function Result({
  row,
  tense,
  hasStudentNumber,
}: Pick<RowsTableProps, 'tense' | 'hasStudentNumber'> & { row: AnyRow }) {
  const { t } = useTranslation('imports');
  const result = row.result ?? 'ready';
  const { icon: Icon, tone } = resultLooks[result];
  return (
    <>
      <span className={classes('inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-14 font-medium', tone)}>
        <Icon aria-hidden size={14} strokeWidth={2.5} className="shrink-0" />
        {t(`${tense}.${result}`)}
      </span>
      {tense === 'will' && hasStudentNumber && result === 'ready' && row.userId === null && (
        <p className="mt-1 text-14 text-quiet">{t('rows.newAccount')}</p>
      )}
      <Problems row={row} cells={hasStudentNumber ? [null] : [null, 'studentNumber']} />
    </>
  );
}

/** What is said about cells of a row; null is the row itself. */
function Problems({ row, cells }: { row: AnyRow; cells: readonly (Cell | null)[] }) {
  const notes = problemsIn(row.note ?? null).map((note) => ({ ...note, isNote: true }));
  const all = [...problemsIn(row.problem).map((problem) => ({ ...problem, isNote: false })), ...notes];
  return all
    .filter(({ cell }) => cells.includes(cell))
    .map(({ isNote, ...problem }) => <ProblemLine key={problem.sentence} problem={problem} isNote={isNote} />);
}

function ProblemLine({ problem: { why, values, sentence }, isNote }: { problem: RowProblem; isNote: boolean }) {
  const { t } = useTranslation('imports');
  return (
    <p className={classes('mt-1 flex items-start gap-1 text-14 font-normal', isNote ? 'text-quiet' : 'text-danger')}>
      <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">{why ? t(`why.${why}`, values) : sentence}</span>
    </p>
  );
}
