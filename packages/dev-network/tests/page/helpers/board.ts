import { routes } from '@rollcall/contracts';
import type { Page } from 'playwright-core';
import type { OpenOptions } from '../stage/open.ts';
import type { Hall } from '../stage/people.ts';

export async function openBoard(hall: Hall, sessionId: string, search = '', options: OpenOptions = {}): Promise<Page> {
  const page = await hall.teacher.open(`/app/sessions/${sessionId}${search}`, options);
  await page.getByRole('group', { name: 'Show' }).waitFor();
  return page;
}

export const cell = (page: Page, name: string) => page.getByRole('gridcell').filter({ hasText: name });
export const chip = (page: Page, words: string) => page.getByRole('button', { name: words, exact: true });

export async function recordsOf({ teacher }: Hall, sessionId: string) {
  return (await teacher.client.call(routes.listRecords, { ids: { id: sessionId }, query: {} })).items;
}
