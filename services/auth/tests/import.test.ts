import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { failure, openAuth, type TestAuth } from './helpers.ts';
import { adminEnv, type Imports, openImports, peopleFile, XLSX } from './import-helpers.ts';

let auth: TestAuth;
let imports: Imports;
beforeAll(async () => {
  auth = await openAuth({ env: adminEnv });
  imports = await openImports(auth);
});
afterAll(() => auth.close());

const counts = (change: Record<string, number>) => ({
  ready: 0,
  added: 0,
  exists: 0,
  duplicate: 0,
  invalid: 0,
  ...change,
});
const user = (email: string) => auth.collection('users').findOne({ emailKey: email });
const countUsers = (prefix: string) => auth.collection('users').countDocuments({ emailKey: { $regex: `^${prefix}` } });

describe('202 and added:', () => {
  test('a German file with titles, roles and semicolons of its own; everything is kept as it is written', async () => {
    const file = [
      'Name;Vorname;E-Mail-Adresse;Rolle;Benutzername;Matrikelnr.;Fach',
      'Müller;Jörg;Joerg.Mueller@Example.org;Studierende:r;j.mueller;0012345;Physik',
      "O'Neil;Ann;ann@example.org;Dozentin;;;Physik",
      'Kurz;;kurz@example.org;;;;',
    ].join('\r\n');
    const done = await imports.importFile(`\uFEFF${file}`);
    expect(done).toMatchObject({
      status: 'done',
      total: 3,
      processed: 3,
      counts: counts({ added: 3 }),
      columns: {
        lastName: 'Name',
        firstName: 'Vorname',
        email: 'E-Mail-Adresse',
        role: 'Rolle',
        username: 'Benutzername',
        studentNumber: 'Matrikelnr.',
      },
      unknownColumns: ['Fach'],
    });
    expect(await user('joerg.mueller@example.org')).toMatchObject({
      schemaVersion: 2,
      name: 'Jörg Müller',
      email: 'Joerg.Mueller@Example.org',
      role: 'student',
      username: 'j.mueller',
      studentNumber: '0012345',
      passwordHash: null,
      disabled: false,
    });
    expect(await user('ann@example.org')).toMatchObject({ name: "Ann O'Neil", role: 'teacher' });
    expect(await user('kurz@example.org')).toMatchObject({ name: 'Kurz', role: 'student' });
  });

  test.each([
    ['French', 'Nom de famille,Prénom,Courriel,Rôle', 'Curie,Marie,french@example.org,Enseignant(e)', 'Marie Curie'],
    [
      'Spanish',
      'Nombre,Apellidos,Correo electrónico,Rol',
      'Ana,Ruiz Sol,spanish@example.org,PROFESORA',
      'Ana Ruiz Sol',
    ],
    ['English', 'Full name,First name,Mail,User type', 'Ada Byron,Ada,english@example.org,Teacher', 'Ada Byron'],
  ])('%s titles', async (language, header, row, name) => {
    const done = await imports.importFile(`${header}\n${row}\n`);
    expect(done.counts).toEqual(counts({ added: 1 }));
    expect(await user(`${language.toLowerCase()}@example.org`)).toMatchObject({ name, role: 'teacher' });
  });

  test('an XLSX, with numbers as text', async () => {
    const header = ['Name', 'E-mail', 'Student number'].map((value) => ({ value }));
    const row = [{ value: 'Ida Excel' }, { value: 'ida@example.org' }, { value: 1_234_567, type: Number }];
    const file = await writeExcelFile([header, row]).toBuffer();
    const done = await imports.importFile(file, { type: XLSX });
    expect(done.counts).toEqual(counts({ added: 1 }));
    expect(await user('ida@example.org')).toMatchObject({ name: 'Ida Excel', studentNumber: '1234567' });
  });

  test('formulas, operators and keys of objects as names are text', async () => {
    const names = ['=HYPERLINK("x")', '+1', '@SUM(A1)', '-1', '{"$ne":""}', '__proto__', '$where'];
    const rows = names.map((name, n) => `formula${n}@example.org,"${name.replaceAll('"', '""')}"`);
    const done = await imports.importFile(['email,name', ...rows].join('\n'));
    expect(done.counts).toEqual(counts({ added: names.length }));
    for (const [n, name] of names.entries()) expect((await user(`formula${n}@example.org`))?.name).toBe(name);
  });

  test('columns that were chosen, by title and by number; the role of the others', async () => {
    const file = 'Mail (private),Mail,Who\nprivate@example.org,work@example.org,Ben Who\n';
    const query = { columns: JSON.stringify({ email: 'Mail (private)', name: 3 }), role: 'teacher' };
    const done = await imports.importFile(file, { query });
    expect([done.columns, done.unknownColumns]).toEqual([{ email: 'Mail (private)', name: 'Who' }, ['Mail']]);
    expect(await user('private@example.org')).toMatchObject({ name: 'Ben Who', role: 'teacher' });
  });

  test('the same file again adds nobody', async () => {
    const file = peopleFile(3, 'again');
    expect((await imports.importFile(file)).counts).toEqual(counts({ added: 3 }));
    const second = await imports.importFile(file, { process: 1 });
    expect([second.status, second.counts]).toEqual(['done', counts({ exists: 3 })]);
    const [row] = await imports.rowsOf(second._id);
    expect(row).toMatchObject({ result: 'exists', userId: (await user('again0@example.org'))?._id });
  });

  test('an account by forgotten password, none by any guess', async () => {
    await imports.importFile('email,name\nnopass@example.org,No Pass\n');
    for (const password of ['', ' ', 'null', 'nopass@example.org']) {
      const body = { email: 'nopass@example.org', password };
      expect((await auth.call('POST /api/v1/auth/login', { body })).status).toBe(400);
    }
  });
});

describe('rows', () => {
  const file = [
    'email,name,role,username,number',
    'good@rows.org,Good,,good.rows,N1',
    'GOOD@rows.org,Same address,,,',
    'second@rows.org,Same username,,GOOD.rows,',
    'third@rows.org,Same number,,,N1',
    'no address,Bad,,,',
    'fourth@rows.org,,,,',
    'fifth@rows.org,Bad role,king,,',
    'sixth@rows.org,Boss,Administrator,,',
    'seventh@rows.org,Bad username,,a b,',
    `eighth@rows.org,${'x'.repeat(201)},,,`,
    'ninth@rows.org,Too many,,,,cells,here',
    'last@rows.org,Last,ÉTUDIANT,,',
  ].join('\n');
  const query = { columns: JSON.stringify({ studentNumber: 'number' }) };
  const results = [
    [2, null],
    [3, 'duplicate', 'The e-mail address stands in line 2 already.'],
    [4, 'duplicate', 'The username stands in line 2 already.'],
    [5, 'duplicate', 'The student number stands in line 2 already.'],
    [6, 'invalid', 'This is not an e-mail address.'],
    [7, 'invalid', 'The name is missing.'],
    [8, 'invalid', 'The role is neither student nor teacher.'],
    [9, 'invalid', 'Administrators are not imported. Create them one by one.'],
    [10, 'invalid', 'A username has 3 to 64 letters, digits, dots, hyphens or underscores.'],
    [11, 'invalid', 'A name has at most 200 visible characters.'],
    [12, 'invalid', 'The row has 7 cells, the header only 5.'],
    [13, null],
  ];
  const expected = (good: string) => results.map(([line, result, problem]) => [line, result ?? good, problem ?? null]);
  const shown = async (importId: string) =>
    (await imports.rowsOf(importId)).map(({ line, result, problem }) => [line, result, problem]);

  test('invalid ones refuse the file: nothing is added, each row says why', async () => {
    const refused = await imports.importFile(file, { query });
    expect([refused.status, refused.counts]).toEqual(['refused', counts({ ready: 2, duplicate: 3, invalid: 7 })]);
    expect(await auth.collection('users').countDocuments({ emailKey: { $regex: 'rows.org$' } })).toBe(0);
    expect(await shown(refused._id)).toEqual(expected('ready'));
  });

  test('a dry run says what would be done and adds nothing', async () => {
    const done = await imports.importFile(file, { query: { ...query, dryRun: 'true', skipInvalid: 'true' } });
    expect([done.status, done.counts]).toEqual(['done', counts({ ready: 2, duplicate: 3, invalid: 7 })]);
    expect(await auth.collection('users').countDocuments({ emailKey: { $regex: 'rows.org$' } })).toBe(0);
  });

  test('invalid ones are left out when that is wanted', async () => {
    const done = await imports.importFile(file, { query: { ...query, skipInvalid: 'true' } });
    expect([done.status, done.counts]).toEqual(['done', counts({ added: 2, duplicate: 3, invalid: 7 })]);
    expect(await shown(done._id)).toEqual(expected('added'));
    expect(await auth.collection('users').countDocuments({ emailKey: { $regex: 'rows.org$' } })).toBe(2);
    const invalid = await imports.rowsOf(done._id, { result: 'invalid', limit: '2' });
    expect(invalid.map(({ line }) => line)).toEqual([6, 7, 8, 9, 10, 11, 12]);
  });

  test('a username or number of somebody with another address: exists, and says so', async () => {
    await imports.importFile('email,name,username,student id\nholder@example.org,Holder,holder.name,H-1\n');
    const rows = ['other1@example.org,A,HOLDER.name,', 'other2@example.org,B,,H-1'];
    const done = await imports.importFile(['email,name,username,student id', ...rows].join('\n'));
    const userId = (await user('holder@example.org'))?._id;
    expect(await imports.rowsOf(done._id)).toMatchObject([
      { result: 'exists', problem: 'The username belongs to an account.', userId },
      { result: 'exists', problem: 'The student number belongs to an account.', userId },
    ]);
  });

  test('pages are complete and hold none twice', async () => {
    const done = await imports.importFile(peopleFile(1_203, 'pages'));
    const rows = await imports.rowsOf(done._id, { limit: '170' });
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 1_203 }, (_, n) => n + 2));
    expect(await imports.rowsOf(done._id, { result: 'added', limit: '1000' })).toEqual(rows);
    expect(await imports.rowsOf(done._id, { result: 'exists' })).toEqual([]);
  });
});

describe('400 file_unreadable, with the sentence, for', () => {
  const tooMany = ['email,name', ...Array.from({ length: 100_001 }, (_, n) => `m${n}@example.org,M`)].join('\n');
  test.each<[string, string | Buffer, RegExp]>([
    ['another encoding', Buffer.from('email,name\na@example.org,J\xf6rg\n', 'latin1'), /^Line 2: .*not UTF-8/],
    ['100,001 rows', tooMany, /^Line 100002: The table has more than 100,000 rows/],
    ['an open quotation mark', 'email,name\na@example.org,"Open\n', /^Line 2: A quotation mark/],
    ['blanks', ' \n \n', /no row with content/],
    ['no address', 'name,phone\nAnna,1\n', /^Line 1: No column for the e-mail address .*name, phone/],
    ['no name', 'email,phone\na@example.org,1\n', /^Line 1: No column for the name/],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), /neither a CSV file nor an Excel workbook/],
  ])('%s', async (_, file, sentence) => {
    const before = await auth.collection('userImports').countDocuments();
    const { status, body } = await imports.upload(file);
    expect([status, body]).toMatchObject([400, failure('file_unreadable', 'The file could not be read')]);
    expect(body.details).toEqual([{ path: 'file', message: expect.stringMatching(sentence) }]);
    expect(await auth.collection('userImports').countDocuments()).toBe(before);
  });

  test('a chosen column that the file does not have', async () => {
    for (const email of ['Post', 7]) {
      const { body } = await imports.upload('email,name\na@b.example,A\n', {
        query: { columns: JSON.stringify({ email }) },
      });
      expect([body.code, body.details?.[0]?.path]).toEqual(['file_unreadable', 'file']);
    }
  });
});

test.each<Record<string, string>>([
  { columns: '{"email":' },
  { columns: '[]' },
  { columns: '{"email":{"$ne":""}}' },
  { columns: '{"__proto__":"x","password":"y"}' },
  { columns: '{"email":0}' },
  { role: 'admin' },
  { dryRun: 'yes' },
  { password: 'x' },
])('400 invalid_request for the query %j', async (query) => {
  const { status, body } = await imports.upload(peopleFile(1, 'never'), { query });
  expect([status, body.code]).toEqual([400, 'invalid_request']);
  expect(await countUsers('never')).toBe(0);
});

test('415 for another kind of file, 413 for one above 10 MB, 401 and 403 before the file is read', async () => {
  const big = Buffer.alloc(10_000_001, 'x');
  expect((await imports.upload('x', { type: 'image/png' })).body.code).toBe('unsupported_media_type');
  expect((await imports.upload(big)).body.code).toBe('payload_too_large');
  const headers = { 'content-type': 'text/csv' };
  expect((await auth.call('POST /api/v1/users/import', { raw: 'x', headers })).status).toBe(401);
  const token = await auth.logIn((await auth.person('teacher')).email);
  expect((await auth.call('POST /api/v1/users/import', { raw: 'x', headers, token })).body.code).toBe('admin_required');
});

test('404 for an unknown or impossible import, 403 for teachers, 400 for a broken cursor', async () => {
  for (const id of ['f'.repeat(24), 'x', '$ne']) {
    for (const path of [id, `${id}/rows`]) {
      const answer = await auth.call(`GET /api/v1/users/imports/${path}`, { token: imports.token });
      expect([answer.status, answer.body.code]).toEqual([404, 'import_not_found']);
    }
  }
  const { _id } = await imports.importFile(peopleFile(1, 'seen'));
  const token = await auth.logIn((await auth.person('teacher')).email);
  expect((await auth.call(`GET /api/v1/users/imports/${_id}`, { token })).body.code).toBe('admin_required');
  for (const query of ['cursor=-1', 'cursor=x', 'limit=0', 'limit=1001', 'result=all', 'cursor=1e300']) {
    const answer = await auth.call(`GET /api/v1/users/imports/${_id}/rows?${query}`, { token: imports.token });
    expect([query, answer.body.code]).toEqual([query, 'invalid_request']);
  }
});

test('two imports of the same file at once, in two processes: everybody is added once', async () => {
  const file = peopleFile(1_400, 'twice');
  const answers = await Promise.all([imports.upload(file, { process: 0 }), imports.upload(file, { process: 1 })]);
  const done = await Promise.all(answers.map(({ body }) => imports.finish(body.data._id)));
  expect(done.map(({ status }) => status)).toEqual(['done', 'done']);
  expect(await countUsers('twice')).toBe(1_400);
  const added = done.reduce((sum, one) => sum + one.counts.added, 0);
  const exists = done.reduce((sum, one) => sum + one.counts.exists, 0);
  expect([added, exists]).toEqual([1_400, 1_400]);
});
