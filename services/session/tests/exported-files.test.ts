import { readdir } from 'node:fs/promises';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSeminar, type Seminar } from './excuse-helpers.ts';
import { classOf, held, openExporting } from './export-helpers.ts';
import { openHall, type TestHall } from './helpers.ts';

const UNKNOWN = 'f'.repeat(24);
let hall: TestHall;
let exporting: ReturnType<typeof openExporting>;
let database: mongoose.Connection;

beforeAll(async () => {
  hall = await openHall();
  exporting = openExporting(hall);
  database = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
});
afterAll(async () => {
  await database.close();
  await hall.close();
});

describe('a file', () => {
  let made: Awaited<ReturnType<typeof exporting.made>>;
  let seminar: Seminar;
  test('is made', async () => {
    seminar = openSeminar(hall);
    await held(seminar, 'present');
    made = await exporting.made(seminar.teacher, classOf(seminar));
  });

  const fetchFile = async (address: string) => {
    const response = await fetch(`${hall.urls[0]}${address}`);
    return [response.status, response.ok ? null : ((await response.json()) as { code: string }).code];
  };
  const changed = (change: (url: URL) => void) => {
    const url = new URL(`http://x${made.url}`);
    change(url);
    return url.pathname + url.search;
  };

  test('is at an address for a quarter of an hour, and there for a day', () => {
    const inMinutes = (text: string | null) => Math.round((Date.parse(text ?? '') - Date.now()) / 60_000);
    expect([inMinutes(made.expiresAt), inMinutes(made.availableUntil)]).toEqual([15, 1_440]);
    expect(made.url).toMatch(
      new RegExp(`^/api/v1/files/export-${made._id}\\.csv\\?expires=\\d+&name=.*&signature=.{43}$`),
    );
  });

  test('is not at an address that somebody made up', async () => {
    const set = (name: string, value: string) => changed(({ searchParams }) => searchParams.set(name, value));
    const expires = Number(new URL(`http://x${made.url}`).searchParams.get('expires'));
    for (const bad of [
      set('signature', 'A'.repeat(43)),
      set('expires', String(expires + 3_600)),
      set('expires', '1'),
      set('name', 'other.csv'),
      made.url?.replace(made._id, UNKNOWN) ?? '',
      made.url?.replace('.csv?', '.xlsx?') ?? '',
    ]) {
      expect([bad, ...(await fetchFile(bad))]).toEqual([bad, 403, 'file_address_invalid']);
    }
    for (const bad of [
      changed(({ searchParams }) => searchParams.delete('signature')),
      `${made.url}&x=1`,
      set('expires', 'x'),
    ]) {
      expect([bad, ...(await fetchFile(bad))]).toEqual([bad, 400, 'invalid_request']);
    }
    for (const path of [
      '..%2f..%2fetc%2fpasswd',
      '%2e%2e',
      'export-x.csv',
      `export-${made._id}.csv%00`,
      'secrets.json',
    ]) {
      const bad = changed((url) => {
        url.pathname = `/api/v1/files/${path}`;
      });
      expect([bad, (await fetchFile(bad))[0]]).toEqual([bad, 404]);
    }
  });

  test('is deleted after its day, and its address leads nowhere', async () => {
    const exports = database.collection<{ _id: string }>('exports');
    await exports.updateOne({ _id: made._id }, { $set: { availableUntil: new Date(Date.now() - 1_000) } });
    await expect.poll(() => readdir(hall.folder), { timeout: 15_000 }).not.toContain(`export-${made._id}.csv`);
    expect(await fetchFile(made.url ?? '')).toEqual([404, 'file_not_found']);
    await expect
      .poll(() => exporting.get(seminar.teacher, made._id))
      .toMatchObject({ status: 'done', url: null, availableUntil: null });
  });
});
