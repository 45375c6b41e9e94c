import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSeminar, pdf, type Seminar } from './excuse-helpers.ts';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let seminar: Seminar;
beforeAll(async () => {
  hall = await openHall({ env: { EXCUSE_DOCUMENT_RETENTION: '1s' } });
  seminar = openSeminar(hall, 3);
});
afterAll(() => hall.close());

test('a document that is older than it may be is deleted once there is a decision; the excuse stays', async () => {
  const [approved, withdrawn, pending] = seminar.students as [never, never, never];
  const ids = [await seminar.asked(approved), await seminar.asked(withdrawn), await seminar.asked(pending)];
  for (const [n, student] of [approved, withdrawn, pending].entries()) {
    expect((await seminar.attach(student, ids[n] ?? '', pdf)).status).toBe(200);
  }
  expect(await readdir(hall.folder)).toHaveLength(3);
  await seminar.approve(ids[0] ?? '');
  await seminar.as(withdrawn)('DELETE', `/api/v1/me/excuses/${ids[1]}`);

  await vi.waitFor(async () => expect(await readdir(hall.folder)).toHaveLength(1), 20_000);
  expect((await seminar.download(pending, ids[2] ?? '')).status).toBe(200);
  expect((await seminar.download(approved, ids[0] ?? '')).status).toBe(404);
  const { items } = (await seminar.as(approved)('GET', '/api/v1/me/excuses')).body.data;
  expect(items).toMatchObject([{ _id: ids[0], status: 'approved', attachment: null }]);
});
