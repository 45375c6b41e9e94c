import type { RecordMethod } from '@rollcall/contracts';
import { memo } from 'react';
import { classes } from '../ui/classes.ts';
import { type ShownStatus, statusGround, statusIcons, statusText } from '../ui/status.tsx';
import { clock } from '../words/format.ts';
import type { CellWords } from './use-cell-words.ts';

interface BoardCellProps {
  studentId: string;
  name: string | null;
  detail: string | null;
  shown: ShownStatus;
  recordedAt: string | undefined;
  method: RecordMethod | undefined;
  isChosen: boolean;
  /** Whether Tab leads here: to one of all. */
  isTabStop: boolean;
  column: number;
  words: CellWords;
  onOpen: (studentId: string) => void;
}

/** Somebody's cell: what stands there is all that it depends on, so that a mark draws one cell anew. */
export const BoardCell = memo(function BoardCell(props: BoardCellProps) {
  const { studentId, name, detail, shown, recordedAt, method, isChosen, isTabStop, column, words, onOpen } = props;
  const Icon = statusIcons[shown];
  const how = method === 'code' ? words.byCode : method === 'manual' || method === 'classic' ? words.byHand : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: its row is no table row
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it is
    <div role="gridcell" aria-colindex={column} aria-selected={isChosen} className="min-w-0">
      <button
        type="button"
        data-student={studentId}
        tabIndex={isTabStop ? 0 : -1}
        title={[name, detail].filter(Boolean).join(', ')}
        onClick={() => onOpen(studentId)}
        className={classes(
          'flex h-14 w-full scroll-my-28 items-center gap-3 rounded-8 border bg-card px-2 text-left hover:border-line-strong',
          isChosen ? 'border-focus outline-2 outline-focus' : 'border-line',
        )}
      >
        <span
          className={classes(
            'grid size-9 shrink-0 place-items-center rounded-8',
            statusGround[shown],
            statusText[shown],
          )}
        >
          <Icon aria-hidden size={18} strokeWidth={2.5} />
        </span>
        <span className="min-w-0 grow">
          <bdi className="block truncate leading-5 font-medium">{name ?? words.unknown}</bdi>
          <span className="block truncate text-12 text-quiet tabular-nums">
            {[words.status[shown], recordedAt && clock(recordedAt), how].filter(Boolean).join(' · ')}
          </span>
        </span>
      </button>
    </div>
  );
});
