import { routes } from '@rollcall/contracts';
import { expect } from 'vitest';
import type { Hall } from './stage/people.ts';

/** Puts so many students into a hall, who have accounts without passwords. */
export async function importStudents({ teacher, classId }: Hall, size: number): Promise<void> {
  const rows = Array.from({ length: size }, (_, at) => `s${at}-${classId}@school.test;Student ${at}`);
  const bytes = Uint8Array.from(new TextEncoder().encode(['email;name', ...rows].join('\n')));
  const ids = { id: classId };
  const { _id: importId } = await teacher.client.call(routes.importRoster, {
    ids,
    query: { createMissing: 'true' },
    file: { bytes, type: 'text/csv' },
  });
  const state = () => teacher.client.call(routes.getRosterImport, { ids: { ...ids, importId } });
  await expect.poll(async () => (await state()).status, { timeout: 60_000, interval: 250 }).toBe('done');
}
