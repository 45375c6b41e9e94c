import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFailure } from './failures.ts';
import { type ClassTest, first, openClassService } from './helpers.ts';

let service: ClassTest;
beforeAll(async () => {
  service = await openClassService();
});
afterAll(() => service.close());

async function list(token: string, query = '') {
  const { status, body } = await service.call('GET', `/api/v1/classes${query}`, token);
  expect(status).toBe(200);
  return body.data;
}

describe('GET /api/v1/classes', () => {
  test('200: own and shared classes of a teacher, nobody else’s', async () => {
    const { teacher, teacherToken, classId } = await service.classWith(1);
    const other = await service.classWith(1);
    expect((await list(teacherToken)).items).toEqual([expect.objectContaining({ _id: classId, className: 'Physics' })]);
    await service.addCoTeacher(other.classId, teacher);
    const { items } = await list(teacherToken);
    expect(items.map(({ _id }: { _id: string }) => _id)).toEqual([classId, other.classId].sort());
  });

  test('200: the classes that a student is enrolled in', async () => {
    const { students, classId, teacher } = await service.classWith(2);
    const token = service.auth.token(first(students));
    const items = [{ _id: classId, className: 'Physics', teacherId: teacher._id }];
    expect(await list(token)).toMatchObject({ items, nextCursor: null });
  });

  test('200: nothing for a student without a class', async () => {
    const token = service.auth.token(service.auth.person('student'));
    expect(await list(token)).toEqual({ items: [], nextCursor: null });
  });

  test('200: pages that hold every class once, in the order of their ids', async () => {
    const token = service.auth.token(service.auth.person('teacher'));
    const created: string[] = [];
    for (const className of ['A', 'B', 'C', 'D', 'E']) {
      created.push((await service.call('POST', '/api/v1/classes', token, { className })).body.data._id);
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(token, `?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ _id }: { _id: string }) => _id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(created.sort());
  });

  test('400 for limits out of bounds, an impossible cursor and unknown keys', async () => {
    const token = service.auth.token(service.auth.person('teacher'));
    for (const query of ['?limit=0', '?limit=1001', '?limit=x', '?cursor=1', '?cursor[$gt]=', '?page=2']) {
      expectFailure(await service.call('GET', `/api/v1/classes${query}`, token), 'schema');
    }
  });

  test('401 without a token', async () => {
    expectFailure(await service.call('GET', '/api/v1/classes'), 'noToken');
  });
});
