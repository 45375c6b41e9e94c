import { describe, expect, test } from 'vitest';
import { readTable } from '../src/index.ts';
import { readGrid, refusalOf } from './helpers/read.ts';

const people = [
  ['Name', 'E-mail'],
  ['Ann', 'ann@a.example'],
];
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('a CSV is read', () => {
  test.each<[what: string, file: string | Uint8Array, grid: string[][]]>([
    ['with commas and LF', 'Name,E-mail\nAnn,ann@a.example\n', people],
    ['with semicolons and CRLF', 'Name;E-mail\r\nAnn;ann@a.example\r\n', people],
    ['with tabs and CR', 'Name\tE-mail\rAnn\tann@a.example\r', people],
    ['without a line ending at its end', 'Name,E-mail\nAnn,ann@a.example', people],
    ['with line endings of several kinds', 'Name,E-mail\r\n\r\nAnn,ann@a.example\n\r', people],
    ['with the byte order mark of UTF-8', '\uFEFFName,E-mail\nAnn,ann@a.example', people],
    ['in UTF-16LE', Buffer.from('\uFEFFName,E-mail\nAnn,ann@a.example', 'utf16le'), people],
    ['in UTF-16BE', utf16be('\uFEFFName,E-mail\nAnn,ann@a.example'), people],
    ['with the line by which Excel names the delimiter', 'sep=;\r\nName;E-mail\r\nAnn;ann@a.example', people],
    ['with blank lines and lines of empty cells', '\n\nName,E-mail\n,\n  , \nAnn,ann@a.example\n\n', people],
    ['with quotes around everything', '"Name","E-mail"\n"Ann","ann@a.example"', people],
    [
      'with doubled quotes',
      'a,b\n"say ""hi""",""""',
      [
        ['a', 'b'],
        ['say "hi"', '"'],
      ],
    ],
    [
      'with delimiters in quotes',
      'a,b\n"1,2;3\t4",5',
      [
        ['a', 'b'],
        ['1,2;3\t4', '5'],
      ],
    ],
    [
      'with line endings in quotes',
      'a,b\r\n"1\r\n2\r3\n4",5',
      [
        ['a', 'b'],
        ['1\n2\n3\n4', '5'],
      ],
    ],
    ['with missing cells', 'a,b,c\n1\n1,,3', [['a', 'b', 'c'], ['1'], ['1', '', '3']]],
    [
      'with empty cells beyond the header',
      'a,b\n1,2,,,',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['with the header alone', 'a,b\n', [['a', 'b']]],
    ['with one column', 'a\n1\n2', [['a'], ['1'], ['2']]],
    [
      'with the same title twice',
      'a,a\n1,2',
      [
        ['a', 'a'],
        ['1', '2'],
      ],
    ],
    [
      'with titles between blanks',
      ' a , Cafe\u0301\n1,2',
      [
        ['a', 'Café'],
        ['1', '2'],
      ],
    ],
    [
      'with formulas, which are text',
      'a,b\n=1+1,"=HYPERLINK(""x"")"',
      [
        ['a', 'b'],
        ['=1+1', '=HYPERLINK("x")'],
      ],
    ],
    [
      'with as many commas in texts as semicolons',
      'Name, first;E-mail\nLee, Ann;ann@a.example',
      [
        ['Name, first', 'E-mail'],
        ['Lee, Ann', 'ann@a.example'],
      ],
    ],
    [
      'with commas in texts between semicolons',
      'Name;Note\nAnn;a, b, c\nBen;d, e, f',
      [
        ['Name', 'Note'],
        ['Ann', 'a, b, c'],
        ['Ben', 'd, e, f'],
      ],
    ],
    [
      'with text of every script',
      'שם,名前\nأحمد,👩🏽‍🏫 e\u0301',
      [
        ['שם', '名前'],
        ['أحمد', '👩🏽‍🏫 e\u0301'],
      ],
    ],
  ])('%s', async (_, file, grid) => {
    expect(await readGrid(file)).toEqual(grid);
  });

  test('and every row knows its line, across blank lines and line endings in quotes', async () => {
    const { format, rows } = await readTable(Buffer.from('a,b\r\n\r\n"1\r\n2",x\r\n3,y\r\n'));
    expect(format).toBe('csv');
    expect(rows).toEqual([
      { line: 3, cells: ['1\n2', 'x'] },
      { line: 5, cells: ['3', 'y'] },
    ]);
  });

  test('when a CRLF lies on the border of chunks', async () => {
    const cell = 'x'.repeat(64 * 1024 - 'a\n'.length - 1);
    const { rows } = await readTable(Buffer.from(`a\n${cell}\r\nlast\r\n`), { maxCellLength: 100_000 });
    expect(rows).toEqual([
      { line: 2, cells: [cell] },
      { line: 3, cells: ['last'] },
    ]);
  });

  test('when characters and line endings lie on the borders of chunks', async () => {
    const cell = 'é'.repeat(10_000);
    const file = `a,b\r\n${`${cell},x\r\n`.repeat(50)}`;
    for (const shift of ['', 'a', 'aa', 'aaa']) {
      const { rows } = await readTable(Buffer.from(`${shift}${file}`));
      expect(rows).toHaveLength(50);
      expect(rows.every(({ line, cells }, index) => line === index + 2 && cells[0] === cell && cells[1] === 'x')).toBe(
        true,
      );
    }
  });
});

describe('a CSV is refused', () => {
  test.each<[what: string, file: string | Uint8Array, code: string, line: number | undefined]>([
    ['in Latin-1', Buffer.from('Name\nAnn\nJos\xe9\n', 'latin1'), 'wrong_encoding', 3],
    ['in Latin-1 with CR', Buffer.from('Name\rJos\xe9\r', 'latin1'), 'wrong_encoding', 2],
    ['cut within a character', Buffer.from('a\né').subarray(0, -1), 'wrong_encoding', 2],
    [
      'in UTF-16 cut within a character',
      Buffer.from('\uFEFFa\nb', 'utf16le').subarray(0, -1),
      'wrong_encoding',
      undefined,
    ],
    ['in UTF-16 with half a surrogate pair', Buffer.from('\uFEFFa\n\uD83D', 'utf16le'), 'wrong_encoding', undefined],
    ['in UTF-16 without byte order mark', Buffer.from('a\nb', 'utf16le'), 'not_a_table', undefined],
    ['with a NUL', 'a\nb\0', 'not_a_table', undefined],
    ['with a NUL in UTF-16', Buffer.from('\uFEFFa\nb\0', 'utf16le'), 'not_a_table', undefined],
    ['with a quote that is never closed', 'a,b\n1,2\n3,"4\n5,6\n', 'broken_quotes', 3],
    ['with a quote within a cell', 'a,b\n1,2\n3,4" tube\n', 'broken_quotes', 3],
    ['with text after a closing quote', 'a,b\n"1"2,3\n', 'broken_quotes', 2],
    ['with a row beyond 1 MB', `a\n1\n"${'x\n'.repeat(600_000)}"`, 'too_large', 3],
    ['empty', '', 'empty', undefined],
    ['a byte order mark alone', '\uFEFF', 'empty', undefined],
    ['of blank lines', '\n \n,,\n', 'empty', undefined],
  ])('%s', async (_, file, code, line) => {
    expect(await refusalOf(file)).toMatchObject({ name: 'TableError', code, line });
  });

  test('with a sentence that names the line and says what to do', async () => {
    const { message } = await refusalOf(Buffer.from('Name\nJos\xe9\n', 'latin1'));
    expect(message).toMatch(/^Line 2: .*UTF-8/);
  });
});
