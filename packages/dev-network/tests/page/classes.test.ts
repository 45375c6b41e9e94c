import { type ClassView, type JoinCode, routes } from '@rollcall/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { firstOf } from './sessions.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import type { Person } from './stage/people.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const PATIENT = { timeout: 15_000 };
const IN_AN_HOUR_MS = 3_600_000;

test('a class is made with a new course, and found by its name', async () => {
  const page = await stage.teacher.open('/app/classes');
  await page.getByRole('button', { name: 'New class' }).click();
  await page.getByLabel('Name of the class').fill('Group A');
  await page.getByLabel('Course', { exact: true }).selectOption({ label: 'A new course' });
  await page.getByLabel('Code', { exact: true }).fill('MA 201');
  await page.getByLabel('Name of the course').fill('Analysis');
  await page.getByLabel('Term').fill('2026 autumn');
  await page.getByRole('button', { name: 'Add a time' }).click();
  await expectAccessible(page);
  await page.getByLabel('To', { exact: true }).fill('09:00');
  await page.getByText('It ends before it starts.').waitFor();
  await page.getByLabel('To', { exact: true }).fill('12:00');
  await page.getByRole('button', { name: 'Make the class' }).click();
  await page.getByRole('heading', { level: 1, name: 'Group A' }).waitFor();
  await page.getByRole('link', { name: 'MA 201 Analysis' }).waitFor();

  await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Classes' }).click();
  await page.getByRole('searchbox').fill('analysis 2026');
  await page.waitForURL('**/app/classes?search=analysis+2026');
  await page.getByRole('link', { name: stage.className }).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('link', { name: 'Group A' }).waitFor();
  await expectQuiet(page);
});

describe('students', () => {
  test('one is added by name, removed, and back by undo', async () => {
    const hall = await stage.newHall(0);
    const student = firstOf(stage);
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/roster`);
    await page.getByText('Nobody is in this class yet').waitFor();
    await page.getByLabel('Name or e-mail').fill(student.email);
    await page.getByRole('option', { name: student.name }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(`${student.name} is in`).waitFor();
    const row = page.getByRole('link', { name: student.name });
    await row.waitFor();
    await page.getByRole('button', { name: `Remove ${student.name} from the class` }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByText(`${student.name} is out`).waitFor();
    // The last thing that was said stands first.
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await row.click();
    await page.waitForURL(/\/students\/[0-9a-f]{24}$/);
    await expectQuiet(page);
  });

  test('one who is in another class of the course is moved when that is wanted, and back by undo', async () => {
    const { teacher, here, there, student } = await twoClasses();
    const page = await teacher.open(`/app/classes/${here._id}/roster`);
    await page.getByLabel('Name or e-mail').fill(student.email);
    await page.getByRole('option', { name: student.name }).click();
    await page.getByRole('dialog', { name: `Move ${student.name} here?` }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Move here' }).click();
    await page.getByText(`${student.name} has moved here`).waitFor();
    expect(await studentsOf(teacher, here._id)).toEqual([student.name]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => studentsOf(teacher, there._id), PATIENT).toEqual([student.name]);
    await expectQuiet(page, ['409: POST']);
  });

  test('they join by a code and wait to be let in', async () => {
    const hall = await stage.newHall(0);
    const { name, open } = firstOf(stage);
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/roster`);
    await page.getByRole('button', { name: 'Make a code' }).click();
    await page.getByRole('dialog').getByLabel('I let each one in').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a code' }).click();
    await page.getByRole('button', { name: 'Show it large' }).click();
    await page.getByText('0 students are in').waitFor();
    const { code } = await codeOf(hall.teacher, hall.classId);
    await page.getByRole('dialog').getByText(code).waitFor();
    await expectAccessible(page);

    const phone = await open('/app/join', { size: 'phone' });
    await phone.getByLabel('Code').fill(code.toLowerCase());
    await phone.getByRole('button', { name: 'Join', exact: true }).click();
    await phone.getByText('You have asked to join').waitFor();

    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: `Let ${name} in` }).click(PATIENT);
    await page.getByRole('link', { name }).waitFor();
    expect(await studentsOf(hall.teacher, hall.classId)).toEqual([name]);
    await expectQuiet(page);
  });
});

describe('sessions', () => {
  test('one is planned, moved to another room, and cancelled with a reason', async () => {
    const hall = await stage.newHall(0);
    const page = await hall.teacher.open(`/app/classes/${hall.classId}`);
    await page.getByText('Nothing is planned').waitFor();
    await page.getByRole('button', { name: 'Plan a session' }).click();
    await page.getByLabel('Day', { exact: true }).fill('2020-01-01');
    await page.getByText('This time is over.').waitFor();
    await page.getByLabel('Day', { exact: true }).fill(tomorrow());
    await page.getByLabel('Room', { exact: true }).fill('Hall 7');
    await page.getByText('Rules of this session').click();
    await page.getByLabel('Late after (minutes)').fill('12');
    await page.getByLabel('The code on the wall').selectOption('single-use');
    await page.getByLabel('Codes at once').fill('6');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Plan it' }).click();
    await page.getByText('Hall 7 · ').waitFor();
    const [planned] = await sessionsOf(hall.teacher, hall.classId);
    expect(planned).toMatchObject({ status: 'scheduled', room: 'Hall 7' });
    expect(planned?.policy).toMatchObject({ lateAfterMinutes: 12, mode: 'single-use', slots: 6 });

    await page.getByRole('button', { name: /^More about/ }).click();
    await page.getByRole('menuitem', { name: 'Another time or room' }).click();
    await page.getByLabel('Room', { exact: true }).fill('Hall 8');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Hall 8 · ').waitFor();

    await page.getByRole('button', { name: /^More about/ }).click();
    await page.getByRole('menuitem', { name: 'Cancel it' }).click();
    await expectAccessible(page);
    await page.getByLabel('Why').fill('Snow');
    await page.getByRole('button', { name: 'Cancel the session' }).click();
    await page.getByText('Cancelled: Snow').waitFor();
    await expectQuiet(page);
  });

  test('the address for a calendar is shown once and has the planned session; it ends when it is wanted', async () => {
    const hall = await stage.newHall(0);
    const startsAt = new Date(Date.now() + IN_AN_HOUR_MS).toISOString();
    await hall.teacher.client.call(routes.startSession, { body: { classId: hall.classId, startsAt, room: 'Hall 9' } });
    const page = await hall.teacher.open(`/app/classes/${hall.classId}`);
    await page.getByRole('button', { name: 'Make an address' }).click();
    const url = await page.getByLabel('Subscribe to this address').inputValue();
    const feed = new URL(new URL(url).pathname, stage.origin);
    expect(await (await fetch(feed)).text()).toContain('LOCATION:Hall 9');
    await page.reload();
    await page.getByText('You have had an address since').waitFor();
    expect(await page.content()).not.toContain(feed.pathname);
    await page.getByRole('button', { name: 'End the address' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End the address' }).click();
    await page.getByRole('button', { name: 'Make an address' }).waitFor();
    expect((await fetch(feed)).status).toBe(404);
  });
});

describe('settings', () => {
  test('the rules of its sessions hold for the next one', async () => {
    const hall = await stage.newHall(0);
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/settings`, {
      place: { latitude: 52.5, longitude: 13.4 },
    });
    const rules = page.locator('form').filter({ hasText: 'They hold for each new session' });
    await rules.getByLabel('Being in the room').selectOption('require');
    await rules.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor({ state: 'detached' });
    await rules.getByRole('button', { name: 'Use where I am' }).click();
    await expect.poll(() => rules.getByLabel('Latitude').inputValue(), PATIENT).toBe('52.5');
    await rules.getByLabel('Late after (minutes)').fill('3');
    await expectAccessible(page);
    await rules.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    const { policy } = await hall.teacher.client.call(routes.startSession, { body: { classId: hall.classId } });
    const geofence = { latitude: 52.5, longitude: 13.4, radiusMetres: 100, policy: 'require' };
    expect(policy).toMatchObject({ lateAfterMinutes: 3, geofence });
    await expectQuiet(page);
  });

  test('a co-teacher is added, and is given the class by its owner, who is out of it then', async () => {
    const [hall, other] = [await stage.newHall(0), await stage.newHall(0)];
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/settings`);
    await page.getByLabel('Add a co-teacher by e-mail').fill('nobody@school.test');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('No teacher has an account with this address.').waitFor();
    await page.getByLabel('Add a co-teacher by e-mail').fill(other.teacher.email);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: /^Give the class to/ }).click();
    await page.getByRole('button', { name: 'Give it away' }).click();
    await page.waitForURL('**/app/classes');
    await page.getByText('Your classes will be here').waitFor();
    const { _id: ownerId } = await other.teacher.client.call(routes.me);
    const { teacherId } = await other.teacher.client.call(routes.getClass, { ids: { id: hall.classId } });
    expect(teacherId).toBe(ownerId);
  });

  test('it is archived, brought back, and kept from being deleted once it was used', async () => {
    const hall = await stage.newHall(1);
    const page = await hall.teacher.open(`/app/classes/${hall.classId}/settings`);
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    await page.getByText('Archived: no session can be started').waitFor();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await page.getByText('Archived: no session can be started').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Archive it instead.').waitFor();
    await expectQuiet(page, ['409: DELETE']);
  });
});

describe.each(['light', 'dark'] as const)('in %s colours', (theme) => {
  test.each(['', '/roster', '/settings'])('a class%s can be used by everybody, on a phone too', async (path) => {
    for (const size of ['phone', 'desktop'] as const) {
      const page = await stage.teacher.open(`/app/classes/${stage.classId}${path}`, { theme, size });
      await page.getByRole('heading', { level: 1, name: stage.className }).waitFor();
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await expectQuiet(page);
    }
  });
});

test('by Tab one comes to the content, and after a change of pages to its heading', async () => {
  const page = await stage.teacher.open('/app/classes');
  await page.getByRole('link', { name: stage.className }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('New class');
  await page.getByRole('link', { name: stage.className }).click();
  await expect.poll(() => focused(page), PATIENT).toBe(stage.className);
  await page.getByRole('link', { name: 'Students' }).click();
  await page.getByText('Add a student').waitFor();
  expect(await focused(page)).toBe('Students');
});

test('of many students few are in the document, wherever one scrolls to', async () => {
  const page = await stage.teacher.open(`/app/classes/${stage.classId}/roster`);
  await page.route(/\/students\?/, (route) => route.fulfill({ json: manyStudents(1_500) }));
  await page.reload();
  await page.getByRole('heading', { name: '1,500 students' }).waitFor();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.getByRole('link', { name: 'Student 1500' }).waitFor();
  expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBeLessThan(60);
  await page.getByRole('searchbox').fill('777');
  await page.getByRole('link', { name: 'Student 0777' }).waitFor();
});

async function twoClasses() {
  const { teacher } = await stage.newHall(0);
  const { students } = await stage.newHall(1);
  const [student] = students;
  if (!student) throw new Error('this hall is empty');
  const body = { code: 'PH 1', name: 'Physics', term: crypto.randomUUID().slice(0, 8) };
  const { _id: id } = await teacher.client.call(routes.createCourse, { body });
  const make = (className: string): Promise<ClassView> =>
    teacher.client.call(routes.createClassOfCourse, { ids: { id }, body: { className } });
  const [here, there] = [await make('Here'), await make('There')];
  await teacher.client.call(routes.addStudent, { ids: { id: there._id }, body: { email: student.email } });
  return { teacher, here, there, student };
}

async function studentsOf({ client }: Person, id: string): Promise<string[]> {
  return (await client.call(routes.listEnrolled, { ids: { id } })).items.map(({ name }) => name);
}

async function sessionsOf({ client }: Person, classId: string) {
  return (await client.call(routes.listSessions, { query: { classId } })).items;
}

async function codeOf({ client }: Person, id: string): Promise<JoinCode> {
  const { joinCode } = await client.call(routes.getJoinCode, { ids: { id } });
  if (!joinCode) throw new Error('this class has no code');
  return joinCode;
}

function manyStudents(count: number) {
  const items = Array.from({ length: count }, (_, at) => {
    const number = String(at + 1).padStart(4, '0');
    return {
      _id: number.padStart(24, '0'),
      name: `Student ${number}`,
      email: `${number}@school.test`,
      studentNumber: null,
      disabled: false,
      enrolledAt: '2026-03-02T08:05:00.000Z',
    };
  });
  return { success: true, data: { items, nextCursor: null } };
}

function tomorrow(): string {
  return new Date(Date.now() + 24 * IN_AN_HOUR_MS).toLocaleDateString('sv');
}

function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.textContent?.trim());
}
