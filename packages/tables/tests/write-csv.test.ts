import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, writeCsv } from '../src/index.ts';
import { collect, readGrid } from './helpers/read.ts';

const write = async (header: string[], rows: Cell[][], options?: { bom?: boolean }) =>
  (await collect(writeCsv(header, rows, options))).join('');

describe('a cell is written', () => {
  test.each<[what: string, cell: Cell, written: string]>([
    ['as it is', 'Ann', 'Ann'],
    ['in quotes when it has a comma', 'a,b', '"a,b"'],
    ['in quotes when it has a semicolon', 'a;b', '"a;b"'],
    ['in quotes when it has a line ending', 'a\nb', '"a\nb"'],
    ['with doubled quotes', 'a "b"', '"a ""b"""'],
    ['with an apostrophe when it begins with =', '=1+1', "'=1+1"],
    ['with an apostrophe when it begins with +', '+49 30', "'+49 30"],
    ['with an apostrophe when it begins with -', '-5', "'-5"],
    ['with an apostrophe when it begins with @', '@SUM(A1)', "'@SUM(A1)"],
    ['with an apostrophe when it begins with a tab', '\t=1', '"\'\t=1"'],
    ['with an apostrophe when it begins with CR', '\r=1', '"\'\r=1"'],
    ['with an apostrophe and quotes', '=HYPERLINK("a,b")', '"\'=HYPERLINK(""a,b"")"'],
    ['as a number when it is one', -5, '-5'],
    ['as a big number when it is one', -5n, '-5'],
    ['as true or false', false, 'false'],
    ['as a date in UTC', new Date('2026-03-02T08:15:00Z'), '2026-03-02T08:15:00.000Z'],
    ['empty when it is null', null, ''],
    ['empty when it is undefined', undefined, ''],
    ['in every script', 'أحمد 👩🏽‍🏫', 'أحمد 👩🏽‍🏫'],
  ])('%s', async (_, cell, written) => {
    expect(await write(['a', 'b'], [[cell, 1]])).toBe(`a,b\r\n${written},1\r\n`);
  });
});

test('a title that begins like a formula gets an apostrophe too', async () => {
  expect(await write(['=a'], [])).toBe("'=a\r\n");
});

test('the byte order mark comes first, when asked for', async () => {
  expect(await write(['a'], [['1']], { bom: true })).toBe('\uFEFFa\r\n1\r\n');
  expect(await write(['a'], [['1']])).toBe('a\r\n1\r\n');
});

test('rows are asked for as they are written', async () => {
  let asked = 0;
  async function* rows() {
    for (; asked < 10_000; asked += 1) yield [asked];
  }
  const chunks = writeCsv(['n'], rows());
  const { value } = await chunks.next();
  expect(value).toMatch(/^n\r\n0\r\n1\r\n/);
  expect(asked).toBeLessThan(1_000);
  const rest = (await collect(chunks)).join('');
  expect(`${value}${rest}`.split('\r\n')).toHaveLength(10_002);
});

test('what is written is read again as the same cells', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom(',', ';', '\t', '"', '\n', '\r', '=', '+', '-', '@', "'", ' ', 'a', 'é', '👩🏽‍🏫'),
    }),
  );
  const title = fc.string({ unit: 'grapheme-ascii', minLength: 1 }).filter((text) => /^\w/.test(text));
  const grid = fc
    .integer({ min: 1, max: 5 })
    .chain((columns) =>
      fc.tuple(
        fc.array(title, { minLength: columns, maxLength: columns }),
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns })),
      ),
    );

  await fc.assert(
    fc.asyncProperty(grid, fc.boolean(), async ([header, rows], bom) => {
      const written = await write(header, rows, { bom });
      expect(await readGrid(written)).toEqual([
        header.map((text) => text.trim()),
        ...rows.map(asRead).filter(hasContent),
      ]);
    }),
    { numRuns: 300 },
  );
});

/** Neutralised, with LF for every line ending, and without the empty cells at the end. */
function asRead(cells: string[]): string[] {
  const read = cells.map((cell) => (/^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell).replace(/\r\n?/g, '\n'));
  while (read.at(-1)?.trim() === '') read.pop();
  return read;
}

function hasContent(cells: string[]): boolean {
  return cells.length > 0;
}
