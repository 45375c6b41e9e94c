import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startLecture, studentOf } from './helpers/lecture.ts';
import { expectVerdict } from './helpers/verdict.ts';
import { expectQuiet } from './stage/checks.ts';
import type { OpenOptions } from './stage/open.ts';
import type { Person } from './stage/people.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const TABS = 5;
const HOUR_MS = 3_600_000;

describe('a log-in', () => {
  test('that is ended in one tab is ended in all', async () => {
    const page = await stage.teacher.open('/app/me');
    const other = await tabOf(page, '/app/classes');
    await other.getByRole('heading', { level: 1, name: 'Classes' }).waitFor();
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    for (const tab of [page, other]) await tab.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
    await other.getByLabel('E-mail or username').fill(stage.teacher.email);
    await other.getByLabel('Password', { exact: true }).fill(stage.teacher.password);
    await other.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { level: 1, name: /Today|Grace Hopper/ }).waitFor();
  });

  test('is renewed by five tabs that open at once one after the other', async () => {
    const { tabs, renewals } = await openTabs(stage.teacher);
    expect(renewals.atOnce).toBe(1);
    for (const tab of tabs) await expectQuiet(tab);
  });

  test('is renewed once for five tabs whose token is over in the same moment', async () => {
    const { tabs, renewals } = await openTabs(stage.teacher);
    renewals.all = 0;
    await letTimePass(tabs);
    await askAtOnce(tabs);
    expect(renewals).toEqual({ all: 1, atOnce: 1 });
    for (const tab of tabs) await expectQuiet(tab);
  });

  test.each([
    { without: ['locks'], what: 'Web Locks' },
    { without: ['locks', 'BroadcastChannel'], what: 'Web Locks and BroadcastChannel' },
  ] as const)('lasts in five tabs without $what, when they open and when the token is over', async ({ without }) => {
    const { tabs } = await openTabs(stage.teacher, { without });
    await letTimePass(tabs);
    await askAtOnce(tabs);
    for (const tab of tabs) await expectQuiet(tab);
  });
});

describe('a code', () => {
  test('that is opened in two tabs at once marks once, and both say so', async () => {
    const hall = await stage.newHall(1);
    const lecture = await startLecture(hall);
    const student = studentOf(hall);
    const page = await student.open('/s', { size: 'phone' });
    const address = new URL(await lecture.address(), stage.origin).href;
    const tabs = [await page.context().newPage(), await page.context().newPage()];
    await Promise.all(tabs.map((tab) => tab.goto(address)));
    for (const tab of tabs) await expectVerdict(tab, 'You are in');
    expect(await lecture.marksOf(student)).toEqual(['present confirmed']);
    for (const tab of tabs) await expectQuiet(tab);
  });

  test.each([-30, 30])(
    'is taken from a phone whose clock is %i hours wrong, and its Today is that of the lecture',
    async (wrongHours) => {
      const hall = await stage.newHall(1);
      const lecture = await startLecture(hall);
      const student = studentOf(hall);
      const page = await student.open('/s', { size: 'phone' });
      await page.clock.setSystemTime(Date.now() + wrongHours * HOUR_MS);
      await page.goto(new URL(await lecture.address(), stage.origin).href);
      await expectVerdict(page, 'You are in');
      expect(await lecture.marksOf(student)).toEqual(['present confirmed']);
      await page.goto(new URL('/app/today', stage.origin).href);
      await page.getByText('You are in').first().waitFor();
      await expectQuiet(page);
    },
  );
});

async function tabOf(page: Page, path: string): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(new URL(path, stage.origin).href);
  return tab;
}

/** Tabs that all need a token in the same moment; resolves when each shows who is logged in. */
async function openTabs(who: Person, options: OpenOptions = {}) {
  const page = await who.open('/docs/sockets', options);
  const renewals = countRenewals(page.context());
  const tabs = await Promise.all(Array.from({ length: TABS }, () => page.context().newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(new URL('/app/me', stage.origin).href)));
  await Promise.all(tabs.map((tab) => tab.getByRole('heading', { level: 1, name: who.name }).waitFor()));
  return { tabs, renewals };
}

/** To the pages it is an hour later: no token that they hold is good. */
async function letTimePass(tabs: Page[]): Promise<void> {
  await Promise.all(tabs.map((tab) => tab.clock.setSystemTime(Date.now() + HOUR_MS)));
}

/** All go to a page that needs an answer before the first of them has a new token; resolves when each has its answer. */
async function askAtOnce(tabs: Page[]): Promise<void> {
  const asked = Promise.withResolvers<void>();
  await tabs[0]?.context().route('**/auth/refresh', (route) => asked.promise.then(() => route.continue()));
  for (const tab of tabs) await tab.getByRole('link', { name: 'Classes' }).click();
  for (const tab of tabs) await tab.getByRole('heading', { level: 1, name: 'Classes' }).waitFor();
  asked.resolve();
  for (const tab of tabs) await tab.getByRole('link', { name: stage.className }).first().waitFor();
}

/** How many renewals of a log-in there are, and at most at once. */
function countRenewals(context: BrowserContext): { all: number; atOnce: number } {
  const renewals = { all: 0, atOnce: 0 };
  const going = new Set<unknown>();
  context.on('request', (request) => {
    if (!request.url().endsWith('/auth/refresh')) return;
    going.add(request);
    renewals.all += 1;
    renewals.atOnce = Math.max(renewals.atOnce, going.size);
  });
  for (const end of ['requestfinished', 'requestfailed'] as const) {
    context.on(end as 'requestfinished', (request) => void going.delete(request));
  }
  return renewals;
}
