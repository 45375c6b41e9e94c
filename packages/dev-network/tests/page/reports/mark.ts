import type { Page } from 'playwright-core';

/** Changes a mark in the report of a session. */
export async function mark(page: Page, name: string, status: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: `Change ${name}` }).click();
  // What is said at the edge afterwards is a dialog, too.
  const dialog = page.getByRole('dialog', { name, exact: true });
  await dialog.getByText(status).click();
  await dialog.getByLabel('Reason', { exact: false }).fill(reason);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
