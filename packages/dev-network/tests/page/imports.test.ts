import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { routes } from '@rollcall/contracts';
import { describe, expect, test, vi } from 'vitest';
import { chooseFile, enrolledIn, importOf, listFile, rowIn, rowsOf, tryList } from './import-lists.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const titles = ['E-mail', 'Student number', 'First name', 'Last name'];
const longName = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6).slice(0, 200);

describe('students of a list', () => {
  test('each row says what will become of it and why; what is chosen is done, and the rest can be kept', async () => {
    const hall = await stage.newHall(0);
    const [ada, ben] = stage.students.map(({ email }) => email) as [string, string];
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/import`);
    await tryList(
      page,
      listFile([
        titles,
        [ada, '', 'Ada', 'Kim'],
        [ada, '', 'Ada', 'Kim'],
        ['not an address', '', 'Bad', 'Row'],
        ['=1+1', '', '=1+1', 'Sum'],
        ['nobody@school.test', '', 'No', 'Body'],
        [ben, '', longName, ''],
      ]),
    );
    expect(await rowsOf(page)).toEqual([
      `Ada Kim | ${ada} |  | Will be added | 2`,
      `Ada Kim | ${ada} |  | Twice in the list Line 2 is about the same student. | 3`,
      'Bad Row | not an address This is not an e-mail address. |  | Has a problem | 4',
      '=1+1 Sum | =1+1 This is not an e-mail address. |  | Has a problem | 5',
      'No Body | nobody@school.test |  | No account There is no such account. | 6',
      `${longName} The account is called Ben Okoye. | ${ben} |  | Will be added | 7`,
    ]);

    await page.getByRole('button', { name: 'Has a problem 2' }).click();
    await page.waitForURL(/[?&]result=invalid/);
    await vi.waitFor(async () => expect(await rowsOf(page)).toHaveLength(2));
    const run = page.getByRole('button', { name: 'Import 2 students' });
    expect(await run.isDisabled()).toBe(true);
    expect(await enrolledIn(hall)).toEqual([]);
    await page.getByLabel('Leave out the 2 rows that have problems').check();
    await run.click();

    await page.getByRole('heading', { name: 'Done: 2 students imported' }).waitFor();
    expect(await enrolledIn(hall)).toEqual([ada, ben].sort());
    await page.getByRole('button', { name: 'Added 2' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the 4 rows that were left out' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toBe(
      [
        '\uFEFFE-mail address,Name,Student number,Line,Result,Why',
        `${ada},Ada Kim,,3,Twice in the list,Line 2 is about the same student.`,
        'not an address,Bad Row,,4,Has a problem,This is not an e-mail address.',
        "'=1+1,'=1+1 Sum,,5,Has a problem,This is not an e-mail address.",
        'nobody@school.test,No Body,,6,No account,There is no such account.',
        '',
      ].join('\r\n'),
    );
    await expectQuiet(page);
  }, 60_000);

  test('a choice is tried at once, by keyboard too, and what is shown is what is imported', async () => {
    const hall = await stage.newHall(0);
    const email = `${randomUUID()}@school.test`;
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/import`);
    await tryList(page, listFile([titles, [email, '', '', longName]]));
    await page.getByText('Nothing of this list would be imported.').waitFor();
    const create = page.getByLabel('Make accounts for students who have none');
    await create.focus();
    await page.keyboard.press('Space');
    await page.getByText('With a new account').waitFor();
    expect(await create.evaluate((box) => box === document.activeElement)).toBe(true);
    const first = importOf(page);

    await page.getByRole('button', { name: 'Choose another file' }).click();
    await tryList(page, listFile([titles, [stage.students[0]?.email ?? '', '', '', '']], 'other.csv'));
    await page.getByText('other.csv').waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByText('list.csv').waitFor();
    expect(importOf(page)).toBe(first);
    await page.getByRole('button', { name: 'Import 1 student' }).click();
    await page.getByRole('heading', { name: 'Done: 1 student imported' }).waitFor();
    expect(await enrolledIn(hall)).toEqual([email]);
    await expectQuiet(page);
  }, 60_000);

  test('whoever leaves is not brought back, and finds how far it is under its address', async () => {
    const hall = await stage.newHall(0);
    const emails = stage.students.map(({ email }) => email);
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/import`);
    await page.route(/\/students\/imports\/[0-9a-f]{24}$/, async (route) => {
      const answer = await route.fetch();
      const { data, ...rest } = await answer.json();
      const half = { ...data, status: 'running', processed: 1, finishedAt: null };
      await route.fulfill({ response: answer, json: { ...rest, data: data.dryRun ? data : half } });
    });
    await tryList(page, listFile([titles, ...emails.map((email) => [email, '', '', ''])]));
    await page.getByRole('button', { name: 'Import 3 students' }).click();
    await page.getByText('1 of 3 rows are done').first().waitFor();
    const bar = page.getByRole('progressbar', { name: 'Progress of the import' });
    expect(await bar.getAttribute('aria-valuenow')).toBe('40');
    await page.getByText('You can leave this page').waitFor();
    await expectAccessible(page);

    const address = new URL(page.url());
    const elsewhere = await hall.teacher.open(address.pathname + address.search);
    await elsewhere.getByRole('heading', { name: 'Done: 3 students imported' }).waitFor();
    expect(await rowsOf(elsewhere)).toHaveLength(3);
    expect(await enrolledIn(hall)).toEqual(emails.sort());

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.unroute(/\/students\/imports\/[0-9a-f]{24}$/);
    await page.goBack();
    await page.getByRole('heading', { name: 'Done: 3 students imported' }).waitFor();
    await expectQuiet(page);
  }, 60_000);

  test.each([
    { who: 'has left', isThere: true },
    { who: 'is leaving', isThere: false },
  ])(
    'an answer that comes when somebody $who changes nothing of where he goes',
    async ({ isThere }) => {
      const hall = await stage.newHall(0);
      const page = await hall.teacher.open(`/app/classes/${hall.classId}/import`);
      const [answer, parts] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      await page.route(/\/students\/import\?/, (route) => answer.promise.then(() => route.continue()));
      await chooseFile(page, listFile([titles, [stage.students[0]?.email ?? '', '', '', '']]));
      await page.getByText('Reading list.csv…').waitFor();
      await page.route(/\.js$/, (route) => parts.promise.then(() => route.continue()));
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.waitForURL(/\/settings$/);
      if (isThere) parts.resolve();
      await page.getByText('Reading list.csv…').waitFor({ state: isThere ? 'detached' : 'visible' });
      const [response] = await Promise.all([page.waitForResponse(/\/students\/import\?/), answer.resolve()]);
      await response.finished();
      parts.resolve();
      await page.getByRole('heading', { name: 'When it is over' }).waitFor();
      expect(page.url()).toMatch(/\/settings$/);
      await expectQuiet(page);
    },
    60_000,
  );

  test('a list of a thousand rows is there to its end, a few rows at a time', async () => {
    const hall = await stage.newHall(0);
    const rows = Array.from({ length: 1_000 }, (_, at) => [`p${at}@school.test`, '', 'Person', `Number ${at}`]);
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/import`, { size: 'phone' });
    await tryList(page, listFile([titles, ...rows]));
    await page.getByRole('button', { name: 'No account 1,000' }).waitFor();
    await rowIn(page, 5).waitFor();
    await vi.waitFor(async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      expect(await page.getByText('Person Number 999', { exact: true }).isVisible()).toBe(true);
    }, 20_000);
    expect(await page.locator('tbody tr').count()).toBeLessThan(200);
    await expectQuiet(page);
  }, 60_000);
});

describe('people of a list', () => {
  test('a column that nobody could guess is named by hand, and a role where rows name none', async () => {
    const email = `${randomUUID()}@school.test`;
    const page = await stage.admin.open('/app/admin/users/import');
    await chooseFile(
      page,
      listFile([
        ['Wer', 'Kontakt'],
        ['Grace Teacher', email],
        ['', 'nobody@school.test'],
      ]),
    );
    await page.getByText('We could not tell which columns are which.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Choose the column of the e-mail address.').waitFor();
    await page.getByLabel('E-mail address', { exact: true }).selectOption('Kontakt');
    await page.getByLabel('Name', { exact: true }).selectOption('Wer');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'This will happen' }).waitFor();
    expect(await rowsOf(page)).toEqual([
      `Grace Teacher | ${email} | Will be added | 2`,
      'without a name The name is missing. | nobody@school.test | Has a problem | 3',
    ]);
    const before = importOf(page);
    await page.getByLabel('Rows that name no role are').selectOption('teacher');
    await vi.waitFor(() => expect(importOf(page)).not.toBe(before), 10_000);
    await page.getByLabel('Leave out the row that has a problem').check();
    await page.getByRole('button', { name: 'Import 1 account' }).click();
    await page.getByRole('heading', { name: 'Done: 1 account imported' }).waitFor();
    const { items } = await stage.admin.client.call(routes.listUsers, { query: { search: email } });
    expect(items).toMatchObject([{ name: 'Grace Teacher', email, role: 'teacher' }]);
    // The file is asked about before it is known that somebody has to say which column is which.
    await expectQuiet(page, ['400: POST /api/v1/users/import']);
  }, 60_000);
});

describe('what is no list', () => {
  const file = (name: string, bytes: Uint8Array | string) => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(bytes),
  });
  const neither = 'This is neither a CSV file nor an Excel workbook (.xlsx). Save your list as one of these.';

  test.each([
    ['a picture', file('me.png', 'x'), neither],
    ['a picture that is called a list', file('me.csv', Uint8Array.from([0, 1, 2, 0, 255, 254, 0])), neither],
    ['nothing', file('list.csv', ''), 'This file is empty.'],
    ['too much', file('list.csv', 'x'.repeat(11_000_000)), 'This file has 11 MB. It may have up to 10 MB.'],
  ])('%s is refused in words', async (_name, chosen, words) => {
    const page = await stage.teacher.open(`/app/classes/${stage.classId}/import`);
    await chooseFile(page, chosen);
    await page.getByRole('alert').getByText(words).waitFor();
    await page.getByText('What a list looks like').waitFor();
    await expectQuiet(page, ['400: POST /api/v1/classes/']);
  });

  test('an archived class takes nobody, which is said in the language of the page', async () => {
    const hall = await stage.newHall(0);
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/import`, { language: 'de' });
    await page.locator('input[type=file]').waitFor({ state: 'attached' });
    await hall.teacher.client.call(routes.editClass, { ids: { id: hall.classId }, body: { archived: true } });
    await chooseFile(page, listFile([titles, ['ada@school.test', '', 'Ada', 'Kim']]));
    await page.getByRole('alert').getByText('Dieser Kurs ist archiviert.').waitFor();
    await expectQuiet(page, ['409: POST /api/v1/classes/']);
  });
});

describe.each([
  ['light', 'desktop'],
  ['dark', 'phone'],
] as const)('in a %s theme on a %s', (theme, size) => {
  test('no step is in the way of anybody', async () => {
    const hall = await stage.newHall(0);
    const [ada] = stage.students.map(({ email }) => email) as [string];
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/import`, { theme, size });
    await page.getByText('What a list looks like').waitFor();
    await expectAccessible(page);
    await tryList(page, listFile([titles, [ada, '', 'X', 'Y'], ['bad', '', '=1+1', ''], [ada, '', '', '']]));
    await rowIn(page, 0).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Leave out the row that has a problem').check();
    await page.getByRole('button', { name: 'Import 1 student' }).click();
    await page.getByRole('heading', { name: 'Done: 1 student imported' }).waitFor();
    await rowIn(page, 0).waitFor();
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectQuiet(page);
  }, 60_000);
});
