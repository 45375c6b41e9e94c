import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface Column<Row> {
  key: string;
  title: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand to the right, under each other. */
  isNumber?: boolean;
  /** Left out on a phone. */
  isExtra?: boolean;
}

interface TableProps<Row> {
  /** What the rows are, for whoever does not see them. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What stands there without rows. */
  empty?: ReactNode;
}

/** A table that scrolls by itself when it is wider than the page. The first column names the row. */
export function Table<Row>({ caption, columns, rows, rowKey, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return empty;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="overflow-x-auto" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-14 text-quiet">
            {columns.map(({ key, title, isNumber, isExtra }) => (
              <th key={key} scope="col" className={cellClass(isNumber, isExtra, 'py-2 font-medium')}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-0">
              {columns.map(({ key, cell, isNumber, isExtra }, index) =>
                index === 0 ? (
                  <th key={key} scope="row" className={cellClass(isNumber, isExtra, 'py-3 font-medium')}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} className={cellClass(isNumber, isExtra, 'py-3')}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function cellClass(isNumber = false, isExtra = false, more: string): string {
  return classes(
    'px-3 align-middle first:pl-4 last:pr-4 md:first:pl-6 md:last:pr-6',
    isNumber && 'text-right tabular-nums',
    isExtra && 'hidden md:table-cell',
    more,
  );
}
