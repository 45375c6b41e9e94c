import { routes } from '@rollcall/contracts';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { LONG, rename } from './helpers/admins.ts';
import { startLecture, studentOf } from './helpers/lecture.ts';
import { typeCode } from './sessions.ts';
import { chromiumPath } from './stage/browser.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
/** The pages, with their titles in both languages. */
const pages = [
  ['running', 'Running now', 'Läuft gerade'],
  ['users', 'People', 'Personen'],
  ['device-resets', 'Phones', 'Handys'],
  ['flagged', 'Flagged', 'Auffällig'],
  ['audit', 'Audit log', 'Protokoll'],
  ['webhooks', 'Webhooks', 'Webhooks'],
] as const;
const WEBHOOK = 'https://hooks.school.test/rollcall';
const LONGEST = 'W'.repeat(200);
const ARABIC = 'محمد بن عبد الله الخوارزمي';

// A teacher and a student of the longest name there may be, and two whose names run from right to left, on every page.
beforeAll(async () => {
  if (chromiumPath === undefined) return;
  const { admin } = stage;
  await admin.client.call(routes.createWebhook, { body: { url: WEBHOOK, events: ['session.started'] } });
  for (const name of [LONGEST, ARABIC]) {
    const hall = await stage.newHall(1);
    const student = studentOf(hall);
    await rename(admin, student, name);
    await rename(admin, hall.teacher, name);
    await student.client.call(routes.requestDeviceReset, { body: { reason: name } });
    const { sessionId } = await startLecture(hall);
    await typeCode(student, hall, sessionId);
  }
}, 60_000);

describe.each([
  { theme: 'light', size: 'desktop', width: 1280 },
  { theme: 'dark', size: 'phone', width: 360 },
] as const)('in $theme colours, $width pixels wide', ({ theme, size, width }) => {
  test.each(pages)('%s can be used by everybody, and nothing sticks out', LONG, async (path, title) => {
    const page = await stage.admin.open(`/app/admin/${path}`, { theme, size });
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    for (const words of path === 'webhooks' ? [WEBHOOK] : [ARABIC, LONGEST])
      await page.getByRole('main').getByText(words).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await stickingOut(page)).toEqual([]);
    await expectAccessible(page);
    await expectQuiet(page);
  });

  test('so can an account, of whatever name', LONG, async () => {
    for (const name of [LONGEST, ARABIC]) {
      const page = await stage.admin.open('/app/admin/users', { theme, size });
      await page.setViewportSize({ width, height: 800 });
      await page
        .getByRole('button', { name: new RegExp(`^${name}`) })
        .first()
        .click();
      const dialog = page.getByRole('dialog', { name });
      await dialog.getByRole('button', { name: 'Save' }).waitFor();
      await expectAccessible(page);
      expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      expect(await stickingOut(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Disable the account' }).click();
      const question = page.getByRole('dialog', { name: `Disable the account of ${name}?` });
      await question.getByLabel('Reason').waitFor();
      expect(await question.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      await expectAccessible(page);
      await expectQuiet(page);
    }
  });
});

test.each(pages)('%s speaks German', LONG, async (path, english, german) => {
  const inEnglish = await stage.admin.open(`/app/admin/${path}`);
  await inEnglish.getByRole('heading', { level: 1, name: english }).waitFor();
  const page = await stage.admin.open(`/app/admin/${path}`, { language: 'de' });
  await page.getByRole('heading', { level: 1, name: german }).waitFor();
  for (const one of [inEnglish, page]) await one.waitForLoadState('networkidle');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  const there = new Set(await wordsOf(inEnglish));
  const both = (await wordsOf(page)).filter((words) => there.has(words) && !isInBoth(words));
  expect(both).toEqual([]);
  await expectQuiet(page);
});

/** Headings, labels, buttons and what else names a part of the page, each once. */
async function wordsOf(page: Page): Promise<string[]> {
  const named = 'h1, h2, h3, button, label, legend, option, summary, nav a, th[scope=col], [role=status], [aria-label]';
  const texts = await page
    .locator(named)
    .evaluateAll((elements) =>
      elements.flatMap((element) => [element.textContent ?? '', element.getAttribute('aria-label') ?? '']),
    );
  return [...new Set(texts.map((words) => words.trim()))];
}

/** Names, addresses, numbers, and words that both languages have. */
function isInBoth(words: string): boolean {
  return ['Rollcall', 'Webhooks', 'Name', 'Details'].includes(words) || words === WEBHOOK || /^\P{L}*$/u.test(words);
}

/** What makes the document wider than the window, with its text. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1,
    );
    const texts = wide.map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`);
    return [`${scrollWidth} of ${innerWidth}`, ...texts.slice(-3)];
  });
}
