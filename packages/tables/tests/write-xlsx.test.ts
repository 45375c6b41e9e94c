import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { type Cell, readTable, writeXlsx, type XlsxOptions, type XlsxSheet } from '../src/index.ts';
import { collect } from './helpers/read.ts';

const columnsOf = (...titles: string[]) => titles.map((title) => ({ title }));

async function write(sheets: Iterable<XlsxSheet> | AsyncIterable<XlsxSheet>, options?: XlsxOptions): Promise<Buffer> {
  return Buffer.concat(await collect(writeXlsx(sheets, options)));
}

const writeCells = (cells: Cell[][], titles = ['a', 'b', 'c']) =>
  write([{ name: 'One', columns: columnsOf(...titles), rows: cells }]);

async function gridOf(bytes: Uint8Array, sheet?: string): Promise<string[][]> {
  const { header, rows } = await readTable(bytes, {}, sheet === undefined ? {} : { sheet });
  return [header, ...rows.map(({ cells }) => cells)];
}

const partOf = (bytes: Uint8Array, path: string) => strFromU8(unzipSync(bytes)[path] ?? new Uint8Array());
const sheetNames = (bytes: Uint8Array) =>
  [...partOf(bytes, 'xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);

describe('a cell is read again', () => {
  test.each<[what: string, cell: Cell, read: string]>([
    ['as the text it is', 'Ann', 'Ann'],
    ['with what XML has for itself', '<b> & "c"', '<b> & "c"'],
    ['with separators, quotes and newlines', 'a,b;"c"\nd\te', 'a,b;"c"\nd\te'],
    ['with CR, which XML alone would turn into LF', 'a\r\nb', 'a\r\nb'],
    ['with control characters', 'a\u0001b\u001fc', 'a\u0001b\u001fc'],
    ['with what looks like an escape', '_x0041_ _x000D_', '_x0041_ _x000D_'],
    ['with blanks around it', '  a  ', '  a  '],
    ['with 200 characters from right to left', 'אבג '.repeat(50), 'אבג '.repeat(50)],
    ['with the marks that turn the direction', 'a\u202eb\u2066c', 'a\u202eb\u2066c'],
    ['without lone surrogates', 'a\ud800b', 'a\ufffdb'],
    ['as a number', -5.25, '-5.25'],
    ['as true', true, 'true'],
    ['as a time in UTC', new Date('2026-03-02T08:15:00.000Z'), '2026-03-02T08:15:00'],
    [
      'as text, when the time is before what Excel counts',
      new Date('1899-01-01T00:00:00Z'),
      '1899-01-01T00:00:00.000Z',
    ],
    ['as a big number, whole', 12345678901234567890n, '12345678901234567890'],
    ['as nothing when it is null', null, ''],
    ['as nothing when it is no number', Number.NaN, ''],
    ['as nothing when it is no date', new Date(Number.NaN), ''],
  ])('%s', async (_, cell, read) => {
    expect(await gridOf(await writeCells([['x', cell, 'y']]))).toEqual([
      ['a', 'b', 'c'],
      ['x', read, 'y'],
    ]);
  });

  test('as far as Excel takes it', async () => {
    const [, row] = await gridOf(await writeCells([['a'.repeat(40_000)]]));
    expect(row?.[0]).toHaveLength(32_767);
  });

  test('whatever text it is', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 }).map((one) => `x${one}x`.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), async (rows) => {
        const [, ...read] = await gridOf(await writeCells(rows, ['a', 'b']));
        expect(read).toEqual(rows);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what a spreadsheet program could take for a formula', () => {
  test.each(['=1+1', '+49 30', '-5', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://a.example","b")'])(
    '%j is a text cell that stays one when it is edited',
    async (text) => {
      const bytes = await writeCells([[text]]);
      expect((await gridOf(bytes))[1]).toEqual([text]);
      const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
      expect(xml).not.toContain('<f>');
      const [, style = ''] = /<c r="A2" s="(\d+)" t="inlineStr">/.exec(xml) ?? [];
      const [, formats = ''] = /<cellXfs[^>]*>(.*)<\/cellXfs>/.exec(partOf(bytes, 'xl/styles.xml')) ?? [];
      expect(formats.split('<xf ').slice(1)[Number(style)]).toContain('quotePrefix="1"');
    },
  );

  test('as a title likewise', async () => {
    const bytes = await writeCells([], ['=a']);
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).toContain('<c r="A1" s="5" t="inlineStr">');
  });
});

test('numbers, dates and shares are typed cells, not texts', async () => {
  const columns = [{ title: 'n' }, { title: 'at' }, { title: 'rate', isShare: true }];
  const bytes = await write([{ name: 'One', columns, rows: [[5, new Date('2026-03-02T12:00:00Z'), 0.5]] }]);
  const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
  expect(xml).toContain('<c r="A2"><v>5</v></c><c r="B2" s="2"><v>46083.5</v></c><c r="C2" s="3"><v>0.5</v></c>');
});

describe('sheets', () => {
  test('stand in the order in which they came, except what is to be first', async () => {
    const sheet = (name: string, isFirst = false): XlsxSheet => ({ name, isFirst, columns: columnsOf(name), rows: [] });
    const bytes = await write([sheet('One'), sheet('Two'), sheet('Sum', true)]);
    expect(sheetNames(bytes)).toEqual(['Sum', 'One', 'Two']);
    for (const name of ['Sum', 'One', 'Two']) expect(await gridOf(bytes, name)).toEqual([[name]]);
  });

  test('are made one after the other, as they are read', async () => {
    let totals = 0;
    async function* rows() {
      for (; totals < 1_000; totals += 1) yield [totals];
    }
    async function* sheets(): AsyncGenerator<XlsxSheet> {
      yield { name: 'Data', columns: columnsOf('n'), rows: rows() };
      yield { name: 'Summary', columns: columnsOf('total'), rows: [[totals]], isFirst: true };
    }
    expect(await gridOf(await write(sheets()))).toEqual([['total'], ['1000']]);
  });

  test('have names as Excel takes them, each its own', async () => {
    const names = [
      "'Round [1]: a/b\\c?*'",
      'x'.repeat(40),
      'X'.repeat(40),
      '',
      'History',
      '😀'.repeat(20),
      '\n',
      "O'Neil",
    ];
    const bytes = await write(names.map((name) => ({ name, columns: columnsOf('a'), rows: [] })));
    expect(sheetNames(bytes)).toEqual([
      'Round 1 a b c',
      'x'.repeat(31),
      `${'X'.repeat(27)} (2)`,
      'Sheet',
      'History sheet',
      '😀'.repeat(15),
      'Sheet (2)',
      "O'Neil",
    ]);
  });

  test('with more rows than a sheet has go on in a further one, under the same titles', async () => {
    const rows = Array.from({ length: 25 }, (_, n) => [`row ${n}`]);
    const bytes = await write([{ name: 'Data', columns: columnsOf('a'), rows }], { maxLines: 11 });
    expect(sheetNames(bytes)).toEqual(['Data', 'Data (2)', 'Data (3)']);
    const read = await Promise.all(['Data', 'Data (2)', 'Data (3)'].map((name) => gridOf(bytes, name)));
    expect(read.map((grid) => grid.length)).toEqual([11, 11, 6]);
    expect(read.flatMap(([title, ...cells]) => (title?.[0] === 'a' ? cells : []))).toEqual(rows);
  });

  test('that are just full need no further one', async () => {
    const rows = Array.from({ length: 10 }, (_, n) => [n]);
    const bytes = await write([{ name: 'Data', columns: columnsOf('a'), rows }], { maxLines: 11 });
    expect(sheetNames(bytes)).toEqual(['Data']);
  });
});

describe('rows', () => {
  async function* endless(onEnd: () => void, onRow: () => void = () => undefined) {
    try {
      for (let n = 0; ; n += 1) {
        onRow();
        yield [`row ${n} ${Math.random()}`];
      }
    } finally {
      onEnd();
    }
  }

  test('are asked for as the file is read, and no further when nobody reads it any more', async () => {
    let asked = 0;
    let ended = false;
    const rows = endless(
      () => {
        ended = true;
      },
      () => {
        asked += 1;
      },
    );
    const pieces = writeXlsx([{ name: 'Data', columns: columnsOf('a'), rows }]);
    await pieces.next();
    await pieces.next();
    await pieces.return();
    await expect.poll(() => ended).toBe(true);
    expect(asked).toBeLessThan(100_000);
  });

  test('that fail fail the file', async () => {
    async function* failing() {
      yield ['a'];
      throw new Error('the database is away');
    }
    await expect(write([{ name: 'Data', columns: columnsOf('a'), rows: failing() }])).rejects.toThrow(
      'database is away',
    );
  });

  test('that fail before the first, or with their sheet, likewise', async () => {
    // biome-ignore lint/correctness/useYield: it fails before
    async function* sheets(): AsyncGenerator<XlsxSheet> {
      throw new Error('nothing at all');
    }
    await expect(write(sheets())).rejects.toThrow('nothing at all');
  });
});
