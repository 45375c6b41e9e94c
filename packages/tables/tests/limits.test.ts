import { describe, expect, test } from 'vitest';
import { type Limits, readTable } from '../src/index.ts';
import { defaultLimits } from '../src/limits.ts';
import { openArchive } from '../src/xlsx/archive.ts';
import { readXlsx } from '../src/xlsx/read-xlsx.ts';
import { collect, refusalOf } from './helpers/read.ts';
import { buildWorkbook, sheetXml } from './helpers/workbook.ts';

const csvOf = (rows: number) => `Name,Number\n${'Ann,1\n'.repeat(rows)}`;
const row = '<row><c><v>1</v></c><c><v>2</v></c></row>';

describe('at its limit a file is read, beyond it refused', () => {
  test.each<[limit: Partial<Limits>, good: string | Uint8Array, bad: string | Uint8Array, code: string, line?: number]>(
    [
      [{ maxBytes: 20 }, 'a\n'.repeat(10), `${'a\n'.repeat(10)}b`, 'too_large'],
      [{ maxRows: 2 }, 'a\n1\n2\n\n', 'a\n1\n\n2\n3\n', 'too_many_rows', 5],
      [
        { maxRows: 2 },
        buildWorkbook({ rows: row.repeat(3) }),
        buildWorkbook({ rows: row.repeat(4) }),
        'too_many_rows',
        4,
      ],
      [{ maxColumns: 2 }, 'a,b\n1,2,,', 'a,b\n1,2\n1,2,3', 'too_many_columns', 3],
      [{ maxColumns: 2 }, 'a,b,,', 'a,b,c', 'too_many_columns', 1],
      [
        { maxColumns: 2 },
        buildWorkbook({ rows: `${row}<row><c r="B2"><v>1</v></c><c r="XFD2"/></row>` }),
        buildWorkbook({ rows: `${row}<row r="7"><c r="XFD7"><v>1</v></c></row>` }),
        'too_many_columns',
        7,
      ],
      [{ maxCellLength: 3 }, 'a\nabc', 'a\nabcd', 'cell_too_long', 2],
      [{ maxUnpackedBytes: 6 }, 'a\nabc\nde', 'a\nabc\ndef', 'too_large'],
    ],
  )('%j', async (limits, good, bad, code, line) => {
    await expect(readTable(Buffer.from(good), limits)).resolves.toBeDefined();
    expect(await refusalOf(bad, limits)).toMatchObject({ code, line });
  });

  test('of 100,000 rows by default', async () => {
    expect((await readTable(Buffer.from(csvOf(100_000)))).rows).toHaveLength(100_000);
    expect(await refusalOf(csvOf(100_001))).toMatchObject({ code: 'too_many_rows', line: 100_002 });
  });

  test('of 1,048,576 lines, however blank', async () => {
    expect(await refusalOf(`a${'\n'.repeat(1_048_577)}`)).toMatchObject({ code: 'too_many_rows', line: 1_048_577 });
  });
});

describe('a workbook that unfolds', () => {
  const megabytes = (count: number, piece: string) => piece.repeat((count * 1_000_000) / piece.length);

  test('beyond the limit is refused, and little more than the limit is unpacked', async () => {
    const bytes = Buffer.from(buildWorkbook({ rows: megabytes(20, '<c></c>') }));
    expect(bytes.length).toBeLessThan(500_000);
    expect(await refusalOf(bytes, { maxUnpackedBytes: 1_000_000 })).toMatchObject({ code: 'too_large' });

    const archive = await openArchive(bytes, 1_000_000);
    await expect(collect(archive.read('xl/worksheets/sheet1.xml'))).rejects.toMatchObject({
      code: 'too_large',
    });
    expect(archive.unpackedBytes()).toBeLessThan(1_100_000);
  });

  test('in several parts is refused for their sum', async () => {
    const bytes = buildWorkbook({ rows: megabytes(1, '<c></c>'), strings: megabytes(1, '<si></si>') });
    expect(await refusalOf(bytes, { maxUnpackedBytes: 1_500_000 })).toMatchObject({ code: 'too_large' });
  });

  test('only in parts that hold no table is read', async () => {
    const bytes = buildWorkbook({ rows: row, files: { 'xl/media/picture.png': new Uint8Array(5_000_000) } });
    await expect(
      readXlsx(Buffer.from(bytes), { ...defaultLimits, maxUnpackedBytes: 1_000_000 }),
    ).resolves.toBeDefined();
  });

  test('because many cells use one long text is refused', async () => {
    const strings = `<si><t>${'x'.repeat(30_000)}</t></si>`;
    const bytes = buildWorkbook({ rows: '<row><c t="s"><v>0</v></c></row>'.repeat(5_000), strings });
    expect(await refusalOf(bytes)).toMatchObject({ code: 'too_large' });
  });

  test.each<[what: string, rows: string]>([
    ['tags within tags', '<a>'.repeat(100) + '</a>'.repeat(100)],
    ['attributes', `<row ${Array.from({ length: 200 }, (_, index) => `a${index}=""`).join(' ')}/>`],
    ['text between two tags', ' '.repeat(2_000_000)],
    ['a comment', `<!--${'<'.repeat(2_000_000)}-->`],
  ])('by %s without end is refused', async (_, rows) => {
    expect(await refusalOf(buildWorkbook({ rows }))).toMatchObject({ code: 'damaged' });
  });

  test('by texts, formats or parts without end is refused', async () => {
    expect(await refusalOf(buildWorkbook({ strings: '<si/>'.repeat(2_000_001) }))).toMatchObject({ code: 'too_large' });
    const styles = `<cellXfs>${'<xf/>'.repeat(65_491)}</cellXfs>`;
    expect(await refusalOf(buildWorkbook({ rows: row, styles }))).toMatchObject({ code: 'damaged' });
    const files = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`xl/${index}.xml`, sheetXml('')]));
    expect(await refusalOf(buildWorkbook({ rows: row, files }))).toMatchObject({ code: 'too_large' });
  });
});

test.each<[format: string, bytes: Uint8Array]>([
  ['CSV', Buffer.from(`Name,Note\n${`Ann,${'x'.repeat(100)}\n`.repeat(100_000)}`)],
  ['XLSX', buildWorkbook({ rows: row.repeat(100_001) })],
  ['XLSX that is not compressed', buildWorkbook({ rows: row.repeat(100_001), level: 0 })],
])('100,000 rows of %s are read while timers go on', async (_, bytes) => {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  const { rows } = await readTable(bytes);
  clearInterval(timer);
  expect(rows).toHaveLength(100_000);
  expect(ticks).toBeGreaterThan(5);
});
