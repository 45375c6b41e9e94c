import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { BoardCell } from './board-cell.tsx';
import type { Entry } from './entries.ts';
import { useCellWords } from './use-cell-words.ts';
import type { Hold } from './use-hold.ts';

/** A cell and the gap under it. */
const ROW_PX = 64;
const BESIDE = 6;

interface BoardGridProps {
  rows: readonly (readonly string[])[];
  columns: number;
  entries: ReadonlyMap<string, Entry>;
  /** Rows come in at the top, instead of at the bottom. */
  isLastFirst: boolean;
  /** Another list begins at its top. */
  list: string;
  chosen: string | undefined;
  hold: Hold;
  onChoose: (studentId: string) => void;
  onOpen: (studentId: string) => void;
}

/** Everybody of a list, of whom only those near the window are drawn; anew when the list is, not when something around it is. */
export const BoardGrid = memo(function BoardGrid(props: BoardGridProps) {
  const { rows, columns, entries, isLastFirst, list, chosen, hold, onChoose, onOpen } = props;
  const { t } = useTranslation('board');
  const words = useCellWords();
  const place = useRef<HTMLDivElement>(null);
  const chosenRow = rows.findIndex((row) => chosen !== undefined && row.includes(chosen));
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    overscan: BESIDE,
    scrollMargin: place.current?.offsetTop ?? 0,
    getItemKey: (index) => (isLastFirst ? rows.length - index : index),
    // The chosen one keeps the focus, however far away.
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range);
      return chosenRow === -1 || near.includes(chosenRow) ? near : [...near, chosenRow].sort((a, b) => a - b);
    },
  });
  useKeepInView(place, rows.length, isLastFirst, list);
  useFocusOnChosen(place, chosen);

  const open = useCallback(
    (studentId: string) => {
      onChoose(studentId);
      onOpen(studentId);
    },
    [onChoose, onOpen],
  );
  const tabStop = chosenRow === -1 ? rows[0]?.[0] : chosen;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of which a few rows are there is no table
    <div
      ref={place}
      role="grid"
      aria-label={t('grid')}
      aria-rowcount={rows.length}
      aria-colcount={columns}
      tabIndex={-1}
      className="relative [overflow-anchor:none]"
      style={{ height: rows.length * ROW_PX }}
      onPointerMove={hold.touch}
      onPointerLeave={hold.release}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: the cells are
        <div
          key={key}
          role="row"
          aria-rowindex={index + 1}
          className="absolute inset-x-0 top-0 grid gap-2"
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            transform: `translateY(${start - virtualizer.options.scrollMargin}px)`,
          }}
        >
          {rows[index]?.map((studentId, column) => {
            const entry = entries.get(studentId);
            return (
              entry && (
                <BoardCell
                  key={studentId}
                  studentId={studentId}
                  name={entry.name}
                  detail={entry.detail}
                  shown={entry.shown}
                  recordedAt={entry.mark?.recordedAt}
                  method={entry.mark?.method}
                  isChosen={studentId === chosen}
                  isTabStop={studentId === tabStop}
                  column={column + 1}
                  words={words}
                  onOpen={open}
                />
              )
            );
          })}
        </div>
      ))}
    </div>
  );
});

/** When rows come in above what somebody looks at, the window moves with it. */
function useKeepInView(
  place: React.RefObject<HTMLDivElement | null>,
  rows: number,
  isLastFirst: boolean,
  list: string,
): void {
  const last = useRef({ rows, list });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { rows, list };
    const element = place.current;
    if (!element || !isLastFirst || before.list !== list || before.rows === rows || before.rows === 0) return;
    const isBelowTop = element.getBoundingClientRect().top < 0;
    const isFocused = element.contains(document.activeElement);
    if (isBelowTop || isFocused) scrollBy({ top: (rows - before.rows) * ROW_PX, behavior: 'instant' });
  }, [place, rows, isLastFirst, list]);
}

/** The focus goes where the arrows lead, once it is in the grid or nowhere. */
function useFocusOnChosen(place: React.RefObject<HTMLDivElement | null>, chosen: string | undefined): void {
  useEffect(() => {
    if (chosen === undefined) return;
    place.current?.querySelector<HTMLElement>(`[data-student="${chosen}"]`)?.focus();
  }, [place, chosen]);
}
