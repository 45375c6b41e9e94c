import { createBreather } from '../breathe.ts';
import type { Cell } from '../cell.ts';
import { declaration, mainNamespace } from './workbook-parts.ts';
import { columnLetters, headerXml, rowXml } from './write-cells.ts';

export interface Column {
  title: string;
  /** In characters. Default 16. */
  width?: number;
  /** A number from 0 to 1 that is shown in per cent. */
  isShare?: boolean;
}

const ROWS_PER_PIECE = 200;
const WIDTH = 16;

/** The rows of a sheet as the XML of one sheet or, where they are too many, of several. */
export interface SheetParts {
  /** The XML of the next sheet in pieces; to be read to its end before anything else is asked. */
  nextPart(): AsyncGenerator<string, void, undefined>;
  /** Whether rows are left for a further sheet. */
  hasMore(): Promise<boolean>;
}

export function writeSheet(
  columns: readonly Column[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
  maxLines: number,
): SheetParts {
  const letters = columns.map((_, index) => columnLetters(index));
  const breathe = createBreather();
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let next: IteratorResult<readonly Cell[]> | undefined;

  async function* nextPart() {
    yield opening(columns) + headerXml(columns, letters);
    let line = 1;
    let piece = '';
    let isWhole = false;
    try {
      next ??= await iterator.next();
      while (!next.done && line < maxLines) {
        line += 1;
        piece += rowXml(next.value, columns, letters, line);
        if (line % ROWS_PER_PIECE === 0) {
          yield piece;
          piece = '';
          await breathe();
        }
        next = await iterator.next();
      }
      yield `${piece}</sheetData></worksheet>`;
      isWhole = true;
    } finally {
      // Nobody reads any further.
      if (!isWhole) await iterator.return?.();
    }
  }

  return {
    nextPart,
    async hasMore() {
      next ??= await iterator.next();
      return !next.done;
    },
  };
}

/** The header stays in sight while somebody scrolls. */
function opening(columns: readonly Column[]): string {
  const widths = columns.map(({ width = WIDTH }, index) => {
    const at = index + 1;
    return `<col min="${at}" max="${at}" width="${width}" customWidth="1"/>`;
  });
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const view = `<sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
  const cols = widths.length > 0 ? `<cols>${widths.join('')}</cols>` : '';
  return `${declaration}<worksheet xmlns="${mainNamespace}">${view}${cols}<sheetData>`;
}
