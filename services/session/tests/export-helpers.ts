import type { Person } from '@rollcall/service-kit/testing';
import { readTable } from '@rollcall/tables';
import { expect } from 'vitest';
import { openSeminar, type Seminar } from './excuse-helpers.ts';
import type { TestHall } from './helpers.ts';

export interface Export {
  _id: string;
  status: string;
  progress: { done: number; total: number };
  url: string | null;
  expiresAt: string | null;
  availableUntil: string | null;
  fileName: string;
}

/** What people do with exports of a hall. */
export function openExporting(hall: TestHall) {
  const ask = (person: Person, body: object) =>
    openSeminar(hall, 0).as(person)('POST', '/api/v1/exports', { format: 'csv', ...body });
  const get = async (person: Person, exportId: string, process?: number): Promise<Export> =>
    (await hall.call(hall.auth.token(person), 'GET', `/api/v1/exports/${exportId}`, undefined, process)).body.data;

  return {
    ask,
    get,

    /** Asks for an export and waits until its file is there. */
    async made(person: Person, body: object): Promise<Export & { file: Buffer; response: Response }> {
      const asked = await ask(person, body);
      expect(asked.status).toBe(202);
      const { _id } = asked.body.data;
      await expect.poll(async () => (await get(person, _id)).status, { timeout: 20_000 }).toBe('done');
      const state = await get(person, _id);
      const response = await fetch(`${hall.urls[0]}${state.url}`);
      expect(response.status).toBe(200);
      return { ...state, response, file: Buffer.from(await response.arrayBuffer()) };
    },

    direct: (person: Person, sessionId: string, query = '') =>
      fetch(`${hall.urls[0]}/api/v1/sessions/${sessionId}/export?${query}`, {
        headers: { authorization: `Bearer ${hall.auth.token(person)}` },
      }),
  };
}

/** The rows of a file, or of one of its sheets, by the titles. */
export async function rowsOf(file: Uint8Array, sheet?: string): Promise<Record<string, string>[]> {
  const { header, rows } = await readTable(file, {}, sheet === undefined ? {} : { sheet });
  return rows.map(({ cells }) => Object.fromEntries(header.map((title, at) => [title, cells[at] ?? ''])));
}

/** A session that ended with these statuses of the first students; the others are absent. */
export async function held(seminar: Seminar, ...statuses: string[]): Promise<string> {
  const sessionId = await seminar.start();
  for (const [n, status] of statuses.entries()) await seminar.mark(sessionId, seminar.students[n] as never, { status });
  await seminar.end(sessionId);
  return sessionId;
}

/** What asks for the export of a class. */
export const classOf = ({ classId }: Seminar) => ({ what: 'class', ofId: classId });
