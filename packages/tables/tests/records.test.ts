import { expect, test } from 'vitest';
import { type ColumnDefinition, guessColumns, readTable, toRecords } from '../src/index.ts';
import { collect } from './helpers/read.ts';

const definitions: ColumnDefinition[] = [
  { name: 'name', titles: [], required: true, maxLength: 5 },
  { name: 'email', titles: ['E-mail'], required: true },
  { name: 'phone', titles: [] },
];

async function recordsOf(csv: string) {
  const table = await readTable(Buffer.from(csv));
  return collect(toRecords(table, definitions, guessColumns(table.header, definitions)));
}

test('a record has its line and values, trimmed and in NFC, and no name that the file does not serve', async () => {
  expect(await recordsOf('E-mail,Other,Name\n\n a@b.example ,x,\u00a0Rene\u0301 \n,y\n')).toEqual([
    { line: 3, values: { name: 'René', email: 'a@b.example' }, problems: [] },
    { line: 4, values: { name: '', email: '' }, problems: [] },
  ]);
});

test('a cell that begins like a formula is a text', async () => {
  const [record] = await recordsOf('Name,E-mail\n=1+1,+a@b.example\n');
  expect(record).toEqual({ line: 2, values: { name: '=1+1', email: '+a@b.example' }, problems: [] });
});

test.each([
  ['more cells than titles', 'Name,E-mail\nAnn,a@b.example,5\n', { code: 'extra_cells' }],
  ['a text that is too long', 'Name,E-mail\nAnnika,a@b.example\n', { code: 'cell_too_long', name: 'name' }],
  ['a formula that failed', 'Name,E-mail\nAnn,#N/A\n', { code: 'cell_error', name: 'email' }],
])('a row with %s has a problem, the others have none', async (_, csv, problem) => {
  const records = await recordsOf(`${csv}Ben,b@b.example\n`);
  expect(records.map(({ line, problems }) => [line, problems])).toEqual([
    [2, [expect.objectContaining(problem)]],
    [3, []],
  ]);
});

test('a failed formula in a column that nobody needs is no problem', async () => {
  expect(await recordsOf('Name,E-mail,Sum\nAnn,a@b.example,#REF!\n')).toMatchObject([{ problems: [] }]);
});
