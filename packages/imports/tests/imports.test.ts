import { errors } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ImportFailure, presentImport } from '../src/index.ts';
import { expectCounts, openToy, peopleFile, type Toy } from './toy.ts';

let toy: Toy;
beforeAll(async () => {
  toy = await openToy();
});
afterEach(() => toy.known.clear());
afterAll(() => toy.close());

test('done: every row has its result, and the state says which columns were taken for what', async () => {
  toy.known.add('known@a.org');
  const file = 'Nom;Courriel;Note\nAnn;ann@a.org;1\nOld;known@a.org;2\nAnn again;ann@a.org;3\n';
  const done = await toy.importFile(file);
  expect(presentImport(done)).toMatchObject({
    status: 'done',
    columns: { name: 'Nom', email: 'Courriel' },
    unknownColumns: ['Note'],
    total: 3,
    processed: 3,
    problem: null,
    finishedAt: expect.stringMatching(/Z$/),
  });
  expect(done.origin).toBe('test');
  expectCounts(done, { added: 1, known: 1, duplicate: 1 });
  expect(await toy.rows(done._id)).toMatchObject([
    { line: 2, email: 'ann@a.org', name: 'Ann', result: 'added', problem: null },
    { line: 3, result: 'known' },
    { line: 4, result: 'duplicate', problem: 'The e-mail address stands in line 2 already.' },
  ]);
});

test('duplicates are found across documents of rows, and not behind rows that are invalid', async () => {
  const file = `${peopleFile(700, 'far')}\nfar0@a.org,Again\nx@a.org,bad\nx@a.org,Good`;
  const done = await toy.importFile(file, { skipInvalid: true });
  expectCounts(done, { added: 701, duplicate: 1, invalid: 1 });
});

test('refused for an invalid row, nothing added; with skipInvalid the others are; a dry run adds nobody', async () => {
  const file = `${peopleFile(2, 'some')}\nx@a.org,bad\n`;
  const refused = await toy.importFile(file);
  expect([refused.status, toy.known.size]).toEqual(['refused', 0]);
  expectCounts(refused, { ready: 2, invalid: 1 });
  const dry = await toy.importFile(file, { dryRun: true, skipInvalid: true });
  expect([dry.status, toy.known.size]).toEqual(['done', 0]);
  const done = await toy.importFile(file, { skipInvalid: true });
  expect([done.status, toy.known.size]).toEqual(['done', 2]);
  expectCounts(done, { added: 2, invalid: 1 });
});

test('a row that is broken in the file is invalid without asking the service', async () => {
  const asked: string[] = [];
  const checkRows: Toy['work']['checkRows'] = (job, rows) => {
    asked.push(...rows.map(({ email }) => email));
    return toy.work.checkRows(job, rows);
  };
  const done = await toy.importFile('email,name\na@a.org,A,extra\nb@a.org,B\n', { skipInvalid: true }, { checkRows });
  expectCounts(done, { added: 1, invalid: 1 });
  expect(asked).toEqual(['b@a.org']);
});

test('failed with the sentence of the service, or with that of any fault; what was added stays', async () => {
  let calls = 0;
  const addRows: Toy['work']['addRows'] = async (job, rows) => {
    calls += 1;
    if (calls > 1) throw new ImportFailure('The house is full.');
    return toy.work.addRows(job, rows);
  };
  const full = await toy.importFile(peopleFile(900, 'full'), {}, { addRows });
  expect(full).toMatchObject({ status: 'failed', problem: 'The house is full.', processed: 500 });
  expect(toy.known.size).toBe(500);
  const checkRows = () => Promise.reject(new Error('secret'));
  const broken = await toy.importFile(peopleFile(1, 'broken'), {}, { checkRows });
  expect(broken).toMatchObject({ status: 'failed', problem: errors.internal.sentence });
});

test('an outage is tried again', async () => {
  let calls = 0;
  const addRows: Toy['work']['addRows'] = (job, rows) => {
    calls += 1;
    return calls === 1 ? Promise.reject(new AppError('try_again')) : toy.work.addRows(job, rows);
  };
  const done = await toy.importFile(peopleFile(3, 'outage'), {}, { addRows });
  expect([done.status, calls]).toEqual(['done', 2]);
  expectCounts(done, { added: 3 });
});

test('closing stops between two documents of rows; whoever starts next goes on and asks nothing twice', async () => {
  const asked = { check: 0, add: 0 };
  const counting: Toy['work'] = {
    checkRows: (job, rows) => {
      asked.check += rows.length;
      return toy.work.checkRows(job, rows);
    },
    addRows: (job, rows) => {
      asked.add += rows.length;
      return toy.work.addRows(job, rows);
    },
  };
  const reached = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const first = toy.imports.start({
    ...counting,
    async addRows(job, rows) {
      reached.resolve();
      await goOn.promise;
      return counting.addRows(job, rows);
    },
  });
  const importId = await toy.accept(peopleFile(1_300, 'stop'));
  await reached.promise;
  const closed = first.close();
  goOn.resolve();
  await closed;
  expect(await toy.imports.get(importId)).toMatchObject({ status: 'running', processed: 500, finishedAt: null });
  const second = toy.imports.start(counting);
  expectCounts(await toy.finish(importId), { added: 1_300 });
  await second.close();
  expect(asked).toEqual({ check: 1_300, add: 1_300 });
});

test('rows come by pages, in the order of the file, of one result alone where that is asked for', async () => {
  toy.known.add('page1@a.org').add('page1000@a.org');
  const { _id } = await toy.importFile(peopleFile(1_100, 'page'));
  const known = await toy.imports.listRows(_id, { limit: 1, result: 'known' });
  expect([known.items.map(({ line }) => line), known.nextCursor]).toEqual([[3], '1000']);
  const next = await toy.imports.listRows(_id, { limit: 1, result: 'known', cursor: Number(known.nextCursor) });
  expect([next.items.map(({ line }) => line), next.nextCursor]).toEqual([[1_002], null]);
});

test.each<[string, string | Uint8Array, RegExp]>([
  ['no column of a group', 'phone\n1\n', /^Line 1: No column for the e-mail address or the name .* phone/],
  ['another encoding', Buffer.from('email\nj\xf6rg@a.org\n', 'latin1'), /not UTF-8/],
  ['a zip bomb', bomb(), /MB/],
])('file_unreadable, and nothing stored, for %s', async (_, file, sentence) => {
  const before = await toy.collection('peopleImports').countDocuments();
  await expect(toy.accept(file)).rejects.toMatchObject({
    code: 'file_unreadable',
    details: [{ path: 'file', message: expect.stringMatching(sentence) }],
  });
  expect(await toy.collection('peopleImports').countDocuments()).toBe(before);
});

/** A workbook of some kilobytes whose cells hold more than anybody reads: all show one long text. */
function bomb(): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const related = (targets: Record<string, string>) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(targets)
      .map(([type, target]) => `<Relationship Id="${type}" Type="${types}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`;
  const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(5_000);
  const parts = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': related({ officeDocument: 'xl/workbook.xml' }),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${types}"><sheets><sheet name="One" sheetId="1" r:id="worksheet"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related({ worksheet: 'sheet1.xml', sharedStrings: 'strings.xml' }),
    'xl/strings.xml': `<sst xmlns="${main}"><si><t>${'x'.repeat(30_000)}</t></si></sst>`,
    'xl/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}
