import { expect, vi } from 'vitest';
import type { TestAuth } from './helpers.ts';

export const ADMIN = { email: 'admin@example.org', password: 'admin secret' };
export const adminEnv = { FIRST_ADMIN_EMAIL: ADMIN.email, FIRST_ADMIN_PASSWORD: ADMIN.password };
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Upload {
  query?: Record<string, string>;
  type?: string;
  process?: number;
}

/** Imports by an administrator of a test's own. */
export async function openImports(auth: TestAuth) {
  const token = await auth.logIn(ADMIN.email, ADMIN.password);

  function upload(file: string | Buffer, { query = {}, type = 'text/csv', process = 0 }: Upload = {}) {
    const raw = Buffer.from(file);
    const line = `POST /api/v1/users/import?${new URLSearchParams(query)}`;
    return auth.call(line, { token, raw, headers: { 'content-type': type }, process });
  }

  async function get(importId: string) {
    return (await auth.call(`GET /api/v1/users/imports/${importId}`, { token })).body.data;
  }

  /** An import at its end. */
  async function finish(importId: string, timeout = 20_000) {
    return vi.waitFor(
      async () => {
        const found = await get(importId);
        expect(found.finishedAt).not.toBeNull();
        return found;
      },
      { timeout, interval: 50 },
    );
  }

  async function importFile(file: string | Buffer, options: Upload = {}) {
    const answer = await upload(file, options);
    expect([answer.status, answer.body.success]).toEqual([202, true]);
    return finish(answer.body.data._id);
  }

  /** All rows, a page after the other. */
  async function rowsOf(importId: string, query: Record<string, string> = {}) {
    const rows = [];
    for (let cursor: string | null = '0'; cursor !== null; ) {
      const search = new URLSearchParams({ ...query, cursor });
      const { data } = (await auth.call(`GET /api/v1/users/imports/${importId}/rows?${search}`, { token })).body;
      rows.push(...data.items);
      cursor = data.nextCursor;
    }
    return rows;
  }

  return { token, upload, get, finish, importFile, rowsOf };
}

export type Imports = Awaited<ReturnType<typeof openImports>>;

/** A file of so many people whose addresses begin with `prefix`. */
export function peopleFile(count: number, prefix: string): string {
  const rows = Array.from({ length: count }, (_, n) => `${prefix}${n}@example.org,Person ${prefix} ${n}`);
  return ['email,name', ...rows].join('\n');
}
