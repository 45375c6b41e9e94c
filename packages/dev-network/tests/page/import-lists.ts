import { routes } from '@rollcall/contracts';
import type { Locator, Page } from 'playwright-core';
import type { Hall } from './stage/people.ts';

/** A list as a file that somebody chooses. */
export function listFile(rows: readonly (readonly string[])[], name = 'list.csv') {
  const lines = rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\r\n')}\r\n`) };
}

type ListFile = ReturnType<typeof listFile>;

export async function chooseFile(page: Page, file: ListFile): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
}

/** Chooses a list, and waits for the table that it will become. */
export async function tryList(page: Page, file: ListFile): Promise<void> {
  await chooseFile(page, file);
  await page.getByRole('heading', { name: 'This will happen' }).waitFor();
}

/** The rows of the table that can be seen: a text for each, its cells joined by bars, with what is said about them. */
export async function rowsOf(page: Page): Promise<string[]> {
  await rowIn(page, 0).waitFor();
  const rows = await tableOf(page).locator('tbody tr').all();
  return Promise.all(rows.map(textOf));
}

export function rowIn(page: Page, at: number): Locator {
  return tableOf(page).locator('tbody tr').nth(at);
}

export function importOf(page: Page): string {
  const id = new URL(page.url()).searchParams.get('import');
  if (!id) throw new Error(`${page.url()} names no import`);
  return id;
}

/** The e-mail addresses of those in a hall's class, sorted. */
export async function enrolledIn({ teacher, classId }: Hall): Promise<string[]> {
  const { items } = await teacher.client.call(routes.listEnrolled, { ids: { id: classId }, query: { limit: 1_000 } });
  return items.map(({ email }) => email ?? '').sort();
}

function tableOf(page: Page): Locator {
  return page.getByRole('table', { name: 'The rows of the list' });
}

async function textOf(row: Locator): Promise<string> {
  const cells = await row.locator('th, td').all();
  // What a phone shows alone is hidden here.
  const texts = await Promise.all(cells.map((cell) => cell.innerText()));
  return texts.map((text) => text.trim().replaceAll(/\s*\n\s*/g, ' ')).join(' | ');
}
