import { readFile } from 'node:fs/promises';
import { routes } from '@rollcall/contracts';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { mark } from './reports/mark.ts';
import { figures, makePast, type Past, rates, SESSIONS, STUDENTS } from './reports/past.ts';
import { flat, linesOf, openTables, rowsOf } from './reports/tables.ts';
import { chromiumPath } from './stage/browser.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();

let hall: Past;

beforeAll(async () => {
  if (chromiumPath !== undefined) hall = await makePast(await stage.newHall(STUDENTS));
}, 60_000);

describe('the report of a class', () => {
  test('shows the numbers of the API, in its drawings as tables too', async () => {
    const page = await openReport();
    const report = await hall.teacher.client.call(routes.classReport, { ids: { id: hall.classId }, query: {} });
    expect(report.rate).toBeCloseTo(14 / 22);
    await page.getByText('64%', { exact: true }).first().waitFor();
    const numbers = await page
      .getByRole('listitem')
      .filter({ hasText: /^(Present|Late|Absent|Excused)/ })
      .allInnerTexts();
    const { present, late, absent, excused } = report.counts;
    expect(numbers.slice(0, 4).map(flat)).toEqual([
      `Present ${present}`,
      `Late ${late}`,
      `Absent ${absent}`,
      `Excused ${excused}`,
    ]);

    await page.getByRole('img', { name: /Attendance over time/ }).waitFor();
    await openTables(page);
    const [trend] = await rowsOf(page, 'Over time');
    expect(trend?.slice(1)).toEqual(figures);
    await page.getByRole('img', { name: 'Students by attendance: 2 of 6 have 80 % or more.' }).waitFor();
    expect((await rowsOf(page, 'Who comes how often')).map((cells) => cells[1])).toEqual([
      '2',
      '0',
      '0',
      '2',
      '0',
      '2',
    ]);

    const students = await rowsOf(page, 'Students');
    const expected = report.students.map(({ name, counts, absencesInARow }) => [
      name,
      rates[name ?? ''],
      ...[counts.present, counts.late, counts.absent, counts.excused, absencesInARow].map(String),
    ]);
    expect(students).toEqual(expected.toSorted(([a], [b]) => String(a).localeCompare(String(b))));
    await expectQuiet(page);
  });

  test('shows how many there were, day by day, and the arrow keys say it of each', async () => {
    const page = await openReport();
    await page.getByRole('button', { name: 'Counts' }).click();
    await page.getByRole('button', { name: 'Day' }).click();
    await page.waitForURL(/show=counts/);
    await page.waitForURL(/by=day/);
    await page.locator('figure svg[role=img]').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.recharts-tooltip-wrapper').getByText('64%').waitFor();
    await expectQuiet(page);
  });

  test('has those at risk below a threshold, which stands in the address, with a way to write to them', async () => {
    const page = await openReport();
    const list = page.locator('section').filter({ has: page.getByRole('heading', { name: /^At risk/ }) });
    await list.getByRole('link', { name: 'Write to Deniz Kaya' }).waitFor();
    expect(await list.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^25%\s+Carla Ruiz/),
      expect.stringMatching(/^25%\s+Deniz Kaya.*the last 3 times in a row/s),
    ]);
    const deniz = hall.students.find(({ name }) => name === 'Deniz Kaya');
    const address = await list.getByRole('link', { name: 'Write to Deniz Kaya' }).getAttribute('href');
    expect(address).toContain(`mailto:${encodeURIComponent(deniz?.email ?? '')}`);

    await list.getByRole('combobox').selectOption('80');
    await page.waitForURL(/below=80/);
    await page.reload();
    await list.getByText('Farid Aziz').waitFor();
    expect(await list.getByRole('listitem').count()).toBe(4);
    await list.getByRole('combobox').selectOption('50');
    await vi.waitFor(async () => expect(await list.getByRole('listitem').count()).toBe(2));
  });

  test('is sorted by a title, the other way round when it is pressed again, and searched', async () => {
    const page = await openReport();
    const names = async () => (await rowsOf(page, 'Students')).map(([name]) => name);
    const title = (name: string) => page.getByRole('columnheader', { name }).getByRole('button');
    await title('Attendance').click();
    await vi.waitFor(async () => expect((await names()).slice(0, 2)).toEqual(['Carla Ruiz', 'Deniz Kaya']));
    await title('Attendance').click();
    await vi.waitFor(async () => expect((await names()).slice(0, 2)).toEqual(['Ada Kim', 'Emma Weber']));
    expect(await page.getByRole('columnheader', { name: 'Attendance' }).getAttribute('aria-sort')).toBe('descending');
    await title('Absent').click();
    await vi.waitFor(async () => expect((await names()).slice(0, 2)).toEqual(['Carla Ruiz', 'Deniz Kaya']));
    await page.getByRole('searchbox').fill('KAYA');
    await vi.waitFor(async () => expect(await names()).toEqual(['Deniz Kaya']));
    expect(new URL(page.url()).searchParams.get('search')).toBe('KAYA');
  });

  test('of 1,500 has those rows alone that are near the window, and all of them on paper', async () => {
    const page = await hall.teacher.open('/docs/sockets');
    await page.route(/\/api\/v1\/reports\/classes\//, async (route) => {
      const answer = await route.fetch();
      const { data, ...rest } = await answer.json();
      const students = Array.from({ length: 1500 }, (_, at) => ({
        ...data.students[0],
        studentId: at.toString(16).padStart(24, '0'),
        name: `Student ${at + 1}`,
      }));
      await route.fulfill({ response: answer, json: { ...rest, data: { ...data, students } } });
    });
    await page.goto(stage.origin + reportAddress());
    const rows = page.getByRole('table', { name: 'Students' }).getByRole('row');
    await page.getByText('Student 1', { exact: true }).waitFor();
    expect(await rows.count()).toBeLessThan(80);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.getByText('Student 1500', { exact: true }).waitFor();
    expect(await rows.count()).toBeLessThan(80);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await rows.count()).toBe(1501);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await vi.waitFor(async () => expect(await rows.count()).toBeLessThan(80));
  }, 40_000);

  test.each([
    { theme: 'light', size: 'desktop', language: 'de' },
    { theme: 'dark', size: 'phone', language: 'en' },
  ] as const)('is accessible, $theme on a $size', async (look) => {
    const page = await hall.teacher.open(reportAddress(), look);
    await page.locator('figure svg[role=img]').nth(1).waitFor();
    await openTables(page);
    await expectAccessible(page);
    if (look.language === 'de') await page.getByRole('heading', { name: 'Gefährdet 2' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await expectQuiet(page);
  });
});

describe('the report of a session', () => {
  test('says who was there, and a mark that is changed after the end counts at once and can be undone', async () => {
    const page = await hall.teacher.open(`/app/sessions/${hall.sessionIds[3]}/report`);
    const result = async () => (await rowsOf(page, 'Students')).find(([name]) => name === 'Deniz Kaya')?.[1];
    await page.getByRole('button', { name: 'Change Deniz Kaya' }).waitFor();
    expect(await result()).toMatch(/^Absent/);
    await page.getByRole('button', { name: /^Absent 2$/ }).waitFor();

    await mark(page, 'Deniz Kaya', 'Excused', 'A note from a doctor');
    await page.getByRole('button', { name: /^Absent 1$/ }).waitFor();
    expect(await result()).toMatch(/^Excused/);
    const report = await hall.teacher.client.call(routes.sessionReport, { ids: { id: hall.sessionIds[3] ?? '' } });
    expect(report.counts).toMatchObject({ absent: 1, excused: 1 });

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /^Absent 2$/ }).waitFor();
    await page.getByRole('button', { name: 'Change Deniz Kaya' }).click();
    await page.getByText('Grace Hopper from Absent to Excused (A note from a doctor)').waitFor();
    await expectQuiet(page);
  });

  test('does not overwrite what somebody else has changed meanwhile', async () => {
    const page = await hall.teacher.open(`/app/sessions/${hall.sessionIds[2]}/report`);
    const carla = hall.students.find(({ name }) => name === 'Carla Ruiz');
    await page.getByRole('button', { name: 'Change Carla Ruiz' }).click();
    const dialog = page.getByRole('dialog', { name: 'Carla Ruiz' });
    await dialog.getByText('Present').click();
    // The button is there when the record has been read.
    await vi.waitFor(async () => expect(await dialog.getByRole('button', { name: 'Save' }).isEnabled()).toBe(true));
    const ids = { id: hall.sessionIds[2] ?? '', studentId: carla?.userId ?? '' };
    await hall.teacher.client.call(routes.markStudent, { ids, body: { status: 'late' } });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody changed this meanwhile', { exact: false }).waitFor();
    const { students } = await hall.teacher.client.call(routes.sessionReport, { ids: { id: ids.id } });
    expect(students.find(({ name }) => name === 'Carla Ruiz')?.status).toBe('late');
    await expectQuiet(page, [/^409: PUT/]);
    await hall.teacher.client.call(routes.markStudent, { ids, body: { status: 'absent' } });
  });

  test('is filtered, and saved as a file', async () => {
    const page = await hall.teacher.open(`/app/sessions/${hall.sessionIds[0]}/report`);
    await page.getByRole('button', { name: /^Excused 1$/ }).click();
    await vi.waitFor(async () =>
      expect((await rowsOf(page, 'Students')).map(([name]) => name)).toEqual(['Emma Weber']),
    );
    const begun = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'CSV', exact: true }).click();
    const file = await begun;
    expect(file.suggestedFilename()).toMatch(/^attendance-group-one-\d{4}-\d\d-\d\d\.csv$/);
    expect(await linesOf(await file.path())).toHaveLength(7);
    await expectQuiet(page);
  });

  test('is accessible in the dark, on a phone too', async () => {
    const look = { theme: 'dark', size: 'phone', language: 'de' } as const;
    const page = await hall.teacher.open(`/app/sessions/${hall.sessionIds[1]}/report`, look);
    await page.getByRole('button', { name: 'Ben Okoye ändern' }).click();
    await page.getByRole('dialog').getByText('Was stimmt?').waitFor();
    await expectAccessible(page);
    await expectQuiet(page);
  });
});

test('the report of a student has the history, and leads back to the class', async () => {
  const ben = hall.students.find(({ name }) => name === 'Ben Okoye');
  const page = await hall.teacher.open(`/app/classes/${hall.classId}/students/${ben?.userId}`);
  await page.getByRole('heading', { name: 'Ben Okoye' }).waitFor();
  await page.getByText('75%', { exact: true }).waitFor();
  const history = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Session after session' }) });
  const said = await history.locator('> ul > li').allInnerTexts();
  expect(said.map((text) => /Present|Late|Absent/.exec(text)?.[0])).toEqual(['Absent', 'Present', 'Late', 'Present']);
  await page.getByRole('link', { name: 'Write' }).waitFor();
  await page.getByRole('link', { name: 'Group one' }).click();
  await page.waitForURL(/\/report$/);
  await expectQuiet(page);
});

test('the report of a course compares its classes, and that of the institution its courses', async () => {
  const page = await hall.teacher.open(`/app/courses/${hall.courseId}`);
  await page.getByRole('img', { name: 'Classes compared: Group one 64%.' }).waitFor();
  await openTables(page);
  expect(await rowsOf(page, 'Classes compared')).toEqual([['Group one', ...figures]]);
  await expectQuiet(page);

  const analytics = await stage.admin.open('/app/admin/analytics?term=2026+spring', { theme: 'dark' });
  await analytics.getByRole('img', { name: /^By course: MATH 1/ }).waitFor();
  await openTables(analytics);
  const [course] = await rowsOf(analytics, 'By course');
  expect(course).toEqual([expect.stringContaining('MATH 1 · Mathematics'), ...figures]);
  expect(await rowsOf(analytics, 'By teacher')).toEqual([['Grace Hopper', ...figures]]);
  expect(await rowsOf(analytics, 'By weekday')).toHaveLength(1);
  await expectAccessible(analytics);
  await expectQuiet(analytics);
});

test('an export says how far it is, and is downloaded with its name and all that is in it', async () => {
  const page = await hall.teacher.open(reportAddress());
  // The files of a small class are made within a moment: the first answer is that of a moment before.
  let isFirst = true;
  await page.route(/\/api\/v1\/exports$/, async (route) => {
    if (route.request().method() !== 'GET' || !isFirst) return route.continue();
    isFirst = false;
    const answer = await route.fetch();
    const { data, ...rest } = await answer.json();
    const [file, ...others] = data.items;
    const items = [{ ...file, status: 'running', progress: { done: 1, total: 4 }, url: null }, ...others];
    await route.fulfill({ response: answer, json: { ...rest, data: { ...data, items } } });
  });
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'CSV', exact: true }).click();
  const progress = page.getByRole('progressbar');
  await progress.waitFor();
  expect(await progress.getAttribute('aria-valuetext')).toBe('1 of 4 sessions');
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download/ }).click();
  const file = await begun;
  expect(file.suggestedFilename()).toMatch(/^attendance-group-one-\d{4}-\d\d-\d\d\.csv$/);
  const [, ...lines] = await linesOf(await file.path());
  expect(lines).toHaveLength(STUDENTS * SESSIONS);
  expect(lines.filter((line) => line.includes('Deniz Kaya') && line.includes('absent'))).toHaveLength(3);
  await expectAccessible(page);
  await expectQuiet(page);
});

test('a new export is asked for in a dialog, as a CSV that Excel reads', async () => {
  const page = await hall.teacher.open('/app/exports', { language: 'de', theme: 'dark' });
  await page.getByRole('button', { name: 'Neuer Export' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Kurs', { exact: true }).selectOption({ label: 'MATH 1 · Group one (2026 spring)' });
  await dialog.getByLabel('Art der Datei').selectOption('csvForExcel');
  await dialog.getByText('Marke am Anfang (BOM)', { exact: false }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Datei erstellen' }).click();
  const item = page.getByRole('listitem').filter({ hasText: 'CSV für Excel' }).first();
  const begun = page.waitForEvent('download');
  await item.getByRole('button', { name: /^Herunterladen/ }).click();
  expect((await readFile(await (await begun).path()))[0]).toBe(0xef);
  await expectQuiet(page);
});

const reportAddress = () => `/app/classes/${hall.classId}/report`;

async function openReport(): Promise<Page> {
  const page = await hall.teacher.open(reportAddress());
  await page.getByRole('table', { name: 'Students' }).waitFor();
  return page;
}
