import { expect, vi } from 'vitest';
import { type ClassTest, first, type HttpAnswer } from './helpers.ts';

export interface Upload {
  classId: string;
  token: string;
  query?: Record<string, string>;
  type?: string;
  process?: number;
}

/** Imports into classes of a test's service. */
export function rosterImports(service: ClassTest) {
  async function upload(file: string | Buffer, { classId, token, query = {}, type = 'text/csv', process = 0 }: Upload) {
    const url = `${service.addresses[process]?.url}/api/v1/classes/${classId}/students/import?${new URLSearchParams(query)}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${token}` },
      body: Buffer.from(file),
    });
    return {
      status: response.status,
      body: await response.json(),
      retryAfter: null,
    } satisfies HttpAnswer as HttpAnswer;
  }

  /** An import at its end. */
  function finish({ classId, token }: Upload, importId: string, timeout = 30_000) {
    return vi.waitFor(
      async () => {
        const { body } = await service.call('GET', `/api/v1/classes/${classId}/students/imports/${importId}`, token);
        expect(body.data.finishedAt).not.toBeNull();
        return body.data;
      },
      { timeout, interval: 50 },
    );
  }

  async function importFile(file: string | Buffer, options: Upload) {
    const { status, body } = await upload(file, options);
    expect([status, body.success]).toEqual([202, true]);
    return finish(options, body.data._id);
  }

  async function rowsOf({ classId, token }: Upload, importId: string) {
    const path = `/api/v1/classes/${classId}/students/imports/${importId}/rows?limit=1000`;
    return (await service.call('GET', path, token)).body.data.items;
  }

  /** The ids of the students who are in a class now. */
  async function enrolled(classId: string): Promise<string[]> {
    const found = await service.database.collection('enrolments').find({ classId, endedAt: null }).toArray();
    return found.map(({ studentId }) => String(studentId)).toSorted();
  }

  /** A course with as many classes as asked for, all of one teacher. */
  async function courseWith(classCount: number) {
    const token = service.auth.token(service.auth.person('teacher'));
    const code = `C-${Math.random()}`;
    const course = await service.call('POST', '/api/v1/courses', token, { code, name: 'Physics', term: '2026' });
    const classIds: string[] = [];
    for (let n = 0; n < classCount; n += 1) {
      const path = `/api/v1/courses/${course.body.data._id}/classes`;
      classIds.push((await service.call('POST', path, token, { className: `Group ${n}` })).body.data._id);
    }
    return { token, classId: first(classIds), classIds };
  }

  return { upload, finish, importFile, rowsOf, enrolled, courseWith };
}

/** How many rows have which result; those that are not named have none. */
export function counts(some: Record<string, number>) {
  const none = { ready: 0, duplicate: 0, invalid: 0, added: 0, moved: 0, created: 0 };
  return { ...none, already: 0, other_class: 0, unknown: 0, ...some };
}
