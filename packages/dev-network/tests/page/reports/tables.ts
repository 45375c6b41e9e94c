import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** Opens the numbers of each drawing. */
export async function openTables(page: Page): Promise<void> {
  for (const summary of await page.locator('figure summary').all()) await summary.click();
}

/** The words in each row of a table, without its head and without what is only read aloud. */
export async function rowsOf(page: Page, name: string): Promise<string[][]> {
  const rows = await page.getByRole('table', { name, exact: true }).locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator('th, td').allInnerTexts();
      return cells.map((text) => flat(text).replace(/^Attendance /, ''));
    }),
  );
}

/** Text on one line. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The lines of a CSV. */
export async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).trim().split('\r\n');
}
