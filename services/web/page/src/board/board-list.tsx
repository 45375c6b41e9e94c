import type { Session } from '@rollcall/contracts';
import { ArrowUp, Keyboard, UserSearch } from 'lucide-react';
import { useCallback, useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../ui/button.tsx';
import { Chips } from '../ui/chips.tsx';
import { TextField } from '../ui/field.tsx';
import { Empty } from '../ui/states.tsx';
import { useSize } from '../ui/use-size.ts';
import { neighbour } from './arrange.ts';
import { BoardGrid } from './board-grid.tsx';
import type { Entry } from './entries.ts';
import { type Filter, filters } from './filters.ts';
import type { BoardKey } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { StudentDialog } from './student-dialog.tsx';
import { useBoardKeys } from './use-board-keys.ts';
import { useRows } from './use-board-list.ts';
import { useHold } from './use-hold.ts';
import type { Marking } from './use-marking.ts';

const COLUMN_PX = 232;

interface BoardListProps {
  session: Session;
  entries: readonly Entry[];
  byId: ReadonlyMap<string, Entry>;
  counts: Record<Filter, number>;
  marking: Marking;
  filter: Filter;
  search: string;
  onFilter: (filter: Filter) => void;
  onSearch: (search: string) => void;
}

/** The lists of the board: filters, search, the grid, and the keys. */
export function BoardList(props: BoardListProps) {
  const { session, entries, byId, counts, marking, filter, search, onFilter, onSearch } = props;
  const { t } = useTranslation('board');
  const [ref, { width }] = useSize();
  const columns = Math.max(1, Math.floor(width / COLUMN_PX));
  const hold = useHold();
  const { rows, waiting, isLastFirst } = useRows(entries, { filter, search, isHeld: hold.isHeld, columns });
  // As old as the rows: what comes in does not draw the grid twice.
  const shown = useDeferredValue(byId);
  const [chosen, choose] = useState<string>();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const searchField = useRef<HTMLDivElement>(null);
  const focusSearch = () => searchField.current?.querySelector('input')?.focus();

  function press(key: BoardKey) {
    if (key.act === 'move') {
      hold.touch();
      const next = neighbour(rows, chosen, key.arrow);
      if (next) choose(next);
    }
    if (key.act === 'mark' && chosen) {
      hold.touch();
      marking.mark(chosen, key.status);
    }
    if (key.act === 'undo') marking.undo();
    if (key.act === 'search') focusSearch();
    if (key.act === 'help') setIsHelpOpen(true);
    if (key.act === 'leave') {
      choose(undefined);
      onSearch('');
      hold.release();
    }
  }
  useBoardKeys(press);
  const { ask } = marking;
  const open = useCallback((studentId: string) => ask({ studentId }), [ask]);

  const asked = marking.question && byId.get(marking.question.studentId);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <Chips
          label={t('show')}
          value={filter}
          onChange={onFilter}
          chips={filters.map((value) => ({ value, label: t(`filter.${value}`), count: counts[value] }))}
        />
        <div ref={searchField} className="flex w-full gap-1 sm:w-auto">
          <div className="hidden md:block">
            <IconButton
              icon={Keyboard}
              label={t('keys.title')}
              aria-keyshortcuts="?"
              className="text-quiet"
              onClick={() => setIsHelpOpen(true)}
            />
          </div>
          <TextField
            type="search"
            label={t('search')}
            isLabelHidden
            className="w-full sm:w-64"
            placeholder={t('search')}
            aria-keyshortcuts="/"
            value={search}
            onChange={({ target }) => onSearch(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                onSearch('');
                event.currentTarget.blur();
              }
              if (event.key === 'Enter' || event.key === 'ArrowDown') {
                // Or the same press would open whoever has the focus then.
                event.preventDefault();
                choose(neighbour(rows, undefined, 'Home'));
              }
            }}
          />
        </div>
      </div>
      <div ref={ref} className="relative">
        {waiting > 0 && (
          <div className="pointer-events-none sticky top-16 z-10 h-0 text-center md:top-4">
            <Button look="main" icon={ArrowUp} className="pointer-events-auto shadow-lg" onClick={hold.release}>
              {t('waiting', { count: waiting })}
            </Button>
          </div>
        )}
        {rows.length === 0 ? (
          <Empty icon={UserSearch} title={search ? t('nobodyFound') : t(`empty.${filter}`)} />
        ) : (
          <BoardGrid
            rows={rows}
            columns={columns}
            entries={shown}
            isLastFirst={isLastFirst}
            list={`${filter} ${search}`}
            chosen={chosen}
            hold={hold}
            onChoose={choose}
            onOpen={open}
          />
        )}
      </div>
      {marking.question && asked && (
        <StudentDialog
          key={JSON.stringify(marking.question)}
          entry={asked}
          question={marking.question}
          sessionId={session._id}
          onMark={(status, reason) => marking.mark(asked.studentId, status, reason)}
          onClose={() => marking.ask(undefined)}
        />
      )}
      <KeysDialog open={isHelpOpen} onClose={() => setIsHelpOpen(false)} />
    </>
  );
}
