import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { classes } from './classes.ts';
import type { Column } from './table.tsx';
import { usePrinting } from './use-printing.ts';

export interface LongColumn<Row> extends Column<Row> {
  /** A class such as `w-32`; one column at least goes without and takes what is left. */
  width?: string;
  isSortable?: boolean;
  /** Left out on paper, such as buttons. */
  isScreenOnly?: boolean;
}

export interface Sorting {
  key: string;
  isDescending: boolean;
}

interface LongTableProps<Row> {
  /** What the rows are, for whoever does not see them. */
  caption: string;
  columns: readonly LongColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What stands there without rows. */
  empty?: ReactNode;
  sorting?: Sorting;
  onSort?: (key: string) => void;
  /** So wide at least, a class such as `min-w-[640px]`: what is narrower scrolls. */
  minWidth?: string;
}

/** So few rows stand there as they are. */
const FEW = 100;
const ROW_PX = 57;

/**
 * A table of up to thousands of rows: those alone are in the document that are near the window, and all of them when it is
 * printed. The first column names the row; a title that can be sorted by is a button.
 */
export function LongTable<Row>({ rows, empty, ...rest }: LongTableProps<Row>) {
  if (rows.length === 0 && empty) return empty;
  return <Rows rows={rows} {...rest} />;
}

function Rows<Row>({ caption, columns, rows, rowKey, sorting, onSort, minWidth }: LongTableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const isPrinting = usePrinting();
  const isWhole = rows.length <= FEW || isPrinting;
  const { items, before, after, measure } = useWindow(rows, rowKey, body);
  const shown = isWhole ? rows.map((row, index) => ({ row, index })) : items;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="overflow-x-auto print:overflow-visible" aria-label={caption} tabIndex={0}>
      <table
        className={classes('w-full table-fixed border-collapse text-left print:min-w-0 print:table-auto', minWidth)}
        aria-rowcount={rows.length + 1}
      >
        <caption className="sr-only">{caption}</caption>
        <colgroup>
          {columns.map(({ key, width, isExtra, isScreenOnly }) => (
            <col
              key={key}
              className={classes(
                width,
                'print:w-auto',
                isExtra && 'hidden md:table-column print:table-column',
                isScreenOnly && 'print:hidden',
              )}
            />
          ))}
        </colgroup>
        <thead>
          <tr className="border-b border-line text-14 text-quiet">
            {columns.map((column) => (
              <Title key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          <Space height={isWhole ? 0 : before} />
          {shown.map(({ row, index }) => (
            <tr
              key={rowKey(row)}
              ref={isWhole ? undefined : measure}
              data-index={index}
              aria-rowindex={index + 2}
              className="border-b border-line last:border-0"
            >
              {columns.map((column, position) => {
                const Cell = position === 0 ? 'th' : 'td';
                return (
                  <Cell
                    key={column.key}
                    scope={position === 0 ? 'row' : undefined}
                    className={cellClass(column, position === 0 ? 'py-2 font-medium wrap-anywhere' : 'py-2')}
                  >
                    {column.cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
          <Space height={isWhole ? 0 : after} />
        </tbody>
      </table>
    </section>
  );
}

/** The rows near the window, and how much room those before and after them take. */
function useWindow<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  body: React.RefObject<HTMLTableSectionElement | null>,
) {
  const [top, setTop] = useState(0);
  // What stands above the table may come later, such as a chart: where it begins is looked at after each change.
  useLayoutEffect(() => {
    const found = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (Math.abs(found - top) > 1) setTop(found);
  });
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rowKey(rows[index] as Row),
    overscan: 12,
    scrollMargin: top,
  });
  const found = virtualizer.getVirtualItems();
  return {
    items: found.flatMap(({ index }) => (rows[index] === undefined ? [] : [{ row: rows[index], index }])),
    before: (found[0]?.start ?? top) - top,
    after: virtualizer.getTotalSize() - ((found.at(-1)?.end ?? top) - top),
    measure: virtualizer.measureElement,
  };
}

function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}

interface TitleProps<Row> {
  column: LongColumn<Row>;
  sorting: Sorting | undefined;
  onSort: ((key: string) => void) | undefined;
}

function Title<Row>({ column, sorting, onSort }: TitleProps<Row>) {
  const { key, title, isSortable } = column;
  const isSorted = sorting?.key === key;
  const Icon = !isSorted ? ChevronsUpDown : sorting.isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={cellClass(column, 'py-0 font-medium')}
      aria-sort={!isSortable ? undefined : !isSorted ? 'none' : sorting.isDescending ? 'descending' : 'ascending'}
    >
      {isSortable ? (
        <button
          type="button"
          onClick={() => onSort?.(key)}
          className={classes(
            'inline-flex min-h-11 max-w-full items-center gap-1 hover:text-text',
            isSorted && 'text-text',
          )}
        >
          <span className="min-w-0 break-words">{title}</span>
          <Icon aria-hidden size={14} className="shrink-0 print:hidden" />
        </button>
      ) : (
        <span className="inline-flex min-h-11 items-center">{title}</span>
      )}
    </th>
  );
}

function cellClass<Row>({ isNumber, isExtra, isScreenOnly }: LongColumn<Row>, more: string): string {
  return classes(
    'px-2 align-middle break-words first:pl-4 last:pr-4 md:px-3 md:first:pl-6 md:last:pr-6',
    isNumber && 'text-right tabular-nums',
    isExtra && 'hidden md:table-cell print:table-cell',
    isScreenOnly && 'print:hidden',
    more,
  );
}
