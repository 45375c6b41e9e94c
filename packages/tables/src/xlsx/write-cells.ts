import { type Cell, looksLikeFormula } from '../cell.ts';
import { MAX_CELL_LENGTH } from '../limits.ts';
import { styles } from './workbook-parts.ts';
import type { Column } from './write-sheet.ts';
import { xmlText } from './xml-text.ts';

const MS_PER_DAY = 86_400_000;
/** 1 January 1970 in Excel's days. */
const DAYS_UNTIL_1970 = 25_569;
/** Before it Excel counts a day that there was not. */
const FIRST_SAFE_DAY = 61;
const DAYS_UNTIL_YEAR_10000 = 2_958_466;

export function headerXml(columns: readonly Column[], letters: readonly string[]): string {
  const cells = columns.map(({ title }, index) => textXml(title, `${letters[index]}1`, styles.title, styles.safeTitle));
  return `<row r="1">${cells.join('')}</row>`;
}

export function rowXml(
  row: readonly Cell[],
  columns: readonly Column[],
  letters: readonly string[],
  line: number,
): string {
  let xml = `<row r="${line}">`;
  for (let index = 0; index < columns.length; index += 1) {
    xml += cellXml(row[index], letters[index] + String(line), columns[index]?.isShare === true);
  }
  return `${xml}</row>`;
}

function cellXml(cell: Cell, at: string, isShare: boolean): string {
  if (cell === null || cell === undefined || cell === '') return '';
  if (typeof cell === 'string') return textXml(cell, at, 0, styles.safeText);
  if (typeof cell === 'number') return numberXml(cell, at, isShare ? styles.share : 0);
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'bigint') return textXml(String(cell), at, 0, 0);
  const days = cell.getTime() / MS_PER_DAY + DAYS_UNTIL_1970;
  if (Number.isNaN(days)) return '';
  if (days < FIRST_SAFE_DAY || days >= DAYS_UNTIL_YEAR_10000)
    return textXml(cell.toISOString(), at, 0, styles.safeText);
  return numberXml(days, at, styles.time);
}

function numberXml(number: number, at: string, style: number): string {
  if (!Number.isFinite(number)) return '';
  return `<c r="${at}"${styleXml(style)}><v>${number}</v></c>`;
}

function textXml(text: string, at: string, style: number, safeStyle: number): string {
  const chosen = looksLikeFormula(text) ? safeStyle : style;
  const space = /^\s|\s$/.test(text) ? ' xml:space="preserve"' : '';
  const written = xmlText(text.length > MAX_CELL_LENGTH ? text.slice(0, MAX_CELL_LENGTH) : text);
  return `<c r="${at}"${styleXml(chosen)} t="inlineStr"><is><t${space}>${written}</t></is></c>`;
}

const styleXml = (style: number) => (style === 0 ? '' : ` s="${style}"`);

/** `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
