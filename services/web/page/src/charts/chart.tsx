import { Component, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { Failure } from '../ui/states.tsx';

interface ChartProps {
  /** Of the drawing, in pixels: the place is held while it is on its way. */
  height: number;
  /** The same numbers, as a `<Table>` or `<LongTable>`. */
  table: ReactNode;
  className?: string;
  /** The drawing. */
  children: ReactNode;
}

/** A drawing, and under it the same numbers as a table, for whoever reads those better. */
export function Chart({ height, table, className, children }: ChartProps) {
  const { t } = useTranslation('reports');
  return (
    <figure className={classes('grid grid-cols-1 gap-2', className)}>
      <div className="px-2 md:px-4" style={{ minHeight: height }}>
        <Drawing>
          <Suspense fallback={null}>{children}</Suspense>
        </Drawing>
      </div>
      <details className="border-t border-line">
        <summary className="flex min-h-11 cursor-pointer items-center px-4 text-14 text-quiet hover:text-text md:px-6 print:hidden">
          {t('charts.asTable')}
        </summary>
        {table}
      </details>
    </figure>
  );
}

/** Drawings are loaded when they are needed. When that fails, the numbers in the table are still there. */
class Drawing extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error === undefined ? this.props.children : <Failure error={this.state.error} />;
  }
}
