import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCatalogue } from '../src/store/catalogue.ts';
import type { ClassDocument } from '../src/store/classes.ts';
import { type ClassTest, openClassService } from './helpers.ts';
import { type Asker, dataOf, makeCourse, outcome, someone } from './people-of.ts';

const NOBODY = 'f'.repeat(24);

let service: ClassTest;
let owner: Asker;
let other: Asker;
let admin: Asker;
let student: Asker;
beforeAll(async () => {
  service = await openClassService({ processes: 2 });
  owner = someone(service, 'teacher');
  other = someone(service, 'teacher');
  admin = someone(service, 'admin');
  student = someone(service, 'student');
});
afterAll(() => service.close());

const ask = (who: Asker, line: string, body?: unknown, process = 0) => {
  const [method = '', path = ''] = line.split(' ');
  return service.call(method, path, who.token, body, process);
};
const codes = async (who: Asker, query = '') =>
  dataOf(await ask(who, `GET /api/v1/courses${query}`)).items.map(({ code }: { code: string }) => code);
const published = async (entityId: string) => {
  const ofEntity = (await service.events()).filter((one) => one.entityId === entityId);
  return ofEntity.map(({ subject, data }) => ({ subject, data }));
};

describe('a course', () => {
  test('201: with exactly the keys of the contract; 200 for its owner and administrators', async () => {
    const body = { code: 'CS 101', name: 'Computing', term: '2026 autumn' };
    const created = await ask(owner, 'POST /api/v1/courses', body);
    const course = {
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      ...body,
      description: null,
      ownerId: owner._id,
      archived: false,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    };
    expect(created).toEqual({ status: 201, body: { success: true, data: course }, retryAfter: null });
    for (const who of [owner, admin]) {
      expect(dataOf(await ask(who, `GET /api/v1/courses/${created.body.data._id}`))).toEqual(created.body.data);
    }
  });

  test('409: of one code in one term there is one, however it is written and however many ask at once', async () => {
    const spellings = ['MA 1', 'ma 1', ' MA  1', 'ＭＡ 1', 'MÁ 1', 'Ma 1'];
    const answers = await Promise.all(
      spellings.map((code, at) =>
        ask(at % 2 ? owner : other, 'POST /api/v1/courses', { code, name: 'Algebra', term: 'Spring' }, at % 2),
      ),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    expect(answers.filter((one) => !made.includes(one)).map(outcome)).toEqual(
      Array(5).fill([409, 'course_code_taken']),
    );
    expect((await ask(owner, 'POST /api/v1/courses', { code: 'MA 1', name: 'x', term: 'Autumn' })).status).toBe(201);
  });

  test('edited in some values: the others stay, the event names those that are others now', async () => {
    const { _id } = await makeCourse(service, owner);
    const edit = { name: 'Computing', description: 'One\nTwo', archived: true };
    expect(dataOf(await ask(owner, `PATCH /api/v1/courses/${_id}`, edit))).toMatchObject({ ...edit, term: '2026' });
    const nothingNew = await ask(admin, `PATCH /api/v1/courses/${_id}`, edit);
    expect(nothingNew.body.data.archived).toBe(true);
    expect(dataOf(await ask(admin, `PATCH /api/v1/courses/${_id}`, { archived: false })).archived).toBe(false);
    await expect
      .poll(() => published(_id))
      .toEqual([
        { subject: 'evt.course.created', data: expect.objectContaining({ courseId: _id }) },
        { subject: 'evt.course.edited', data: { courseId: _id, fields: ['description', 'archived'] } },
        { subject: 'evt.course.edited', data: { courseId: _id, fields: ['archived'] } },
      ]);
  });

  test('409 for an edit to a code that is taken; of edits at once all are kept', async () => {
    const taken = await makeCourse(service, other);
    const { _id } = await makeCourse(service, owner);
    const path = `PATCH /api/v1/courses/${_id}`;
    expect(outcome(await ask(owner, path, { code: taken.code }))).toEqual([409, 'course_code_taken']);
    const edits = [{ name: 'New name' }, { description: 'New text' }, { archived: true }, { term: 'New term' }];
    await Promise.all(edits.map((edit, at) => ask(at % 2 ? owner : admin, path, edit, at % 2)));
    expect(dataOf(await ask(owner, `GET /api/v1/courses/${_id}`))).toMatchObject(Object.assign({}, ...edits));
  });

  test('403 for other teachers and for students, 404 for an unknown id, 401 without a token', async () => {
    const { _id } = await makeCourse(service, owner);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { name: 'Mine' } : undefined;
      const at = (who: Asker, id: string) => ask(who, `${method} /api/v1/courses/${id}`, body).then(outcome);
      expect(await at(other, _id)).toEqual([403, 'not_course_owner']);
      expect(await at(student, _id)).toEqual([403, 'teacher_required']);
      for (const id of [NOBODY, 'xyz', '%7B%22$ne%22:%22%22%7D'])
        expect(await at(admin, id)).toEqual([404, 'course_not_found']);
      expect((await service.call(method, `/api/v1/courses/${_id}`)).status).toBe(401);
    }
  });

  test('a teacher of one of its classes may read it, and not edit it', async () => {
    const { _id } = await makeCourse(service, owner);
    const colleague = someone(service, 'teacher');
    const body = { className: 'A', teacherId: colleague._id };
    const made = dataOf(await ask(owner, `POST /api/v1/courses/${_id}/classes`, body));
    expect((await ask(colleague, `GET /api/v1/courses/${_id}`)).status).toBe(200);
    expect(outcome(await ask(colleague, `PATCH /api/v1/courses/${_id}`, { name: 'x' }))[1]).toBe('not_course_owner');
    expect(dataOf(await ask(colleague, 'GET /api/v1/courses')).items).toHaveLength(1);
    await ask(colleague, `DELETE /api/v1/classes/${made._id}`);
    expect(outcome(await ask(colleague, `GET /api/v1/courses/${_id}`))[1]).toBe('not_course_owner');
    expect(dataOf(await ask(colleague, 'GET /api/v1/courses')).items).toEqual([]);
  });
});

describe('GET /api/v1/courses', () => {
  test('own ones by code, in pages that hold each once; an administrator sees all', async () => {
    const reader = someone(service, 'teacher');
    for (const code of ['z 2', 'Z 1', 'á 3', 'A 1', '\u0301']) {
      await makeCourse(service, reader, { code, term: 'Pages' });
      await makeCourse(service, other, { code: `${code}x`, term: 'Pages' });
    }
    const seen: string[] = [];
    let query = '?limit=2';
    for (let next: string | null = ''; next !== null; query = `?limit=2&cursor=${next}`) {
      const page = dataOf(await ask(reader, `GET /api/v1/courses${query}`));
      seen.push(...page.items.map(({ code }: { code: string }) => code));
      next = page.nextCursor;
    }
    expect(seen).toEqual(['\u0301', 'A 1', 'á 3', 'Z 1', 'z 2']);
    expect(await codes(admin, '?term=pages')).toHaveLength(10);
  });

  test('by words, term and archive', async () => {
    const reader = someone(service, 'teacher');
    await makeCourse(service, reader, { code: 'PHY 7', name: 'Theoretical Mechanics', term: '2026' });
    await makeCourse(service, reader, { code: 'PHY 8', name: 'Électrodynamique', term: '2027' });
    const past = await makeCourse(service, reader, { code: 'CHE 1', name: 'Mechanics of fluids', term: '2025' });
    await ask(reader, `PATCH /api/v1/courses/${past._id}`, { archived: true });
    expect(await codes(reader)).toEqual(['PHY 7', 'PHY 8']);
    expect(await codes(reader, '?archived=any&search=mech')).toEqual(['CHE 1', 'PHY 7']);
    expect(await codes(reader, '?archived=true')).toEqual(['CHE 1']);
    expect(await codes(reader, '?search=phy+8')).toEqual(['PHY 8']);
    expect(await codes(reader, '?search=electro')).toEqual(['PHY 8']);
    expect(await codes(reader, '?search=.*')).toEqual([]);
    expect(await codes(reader, '?term=2026')).toEqual(['PHY 7']);
  });
});

describe('DELETE /api/v1/courses/:id', () => {
  test('409 while it has a class; then nobody sees it any more, its code is free and its event is published', async () => {
    const course = await makeCourse(service, owner);
    const path = `/api/v1/courses/${course._id}`;
    const made = dataOf(await ask(owner, `POST ${path}/classes`, { className: 'A' }));
    expect(outcome(await ask(owner, `DELETE ${path}`))).toEqual([409, 'course_in_use']);
    await ask(owner, `DELETE /api/v1/classes/${made._id}`);
    expect(outcome(await ask(owner, `DELETE ${path}`))).toEqual([200]);
    expect(outcome(await ask(owner, `DELETE ${path}`))).toEqual([404, 'course_not_found']);
    expect(outcome(await ask(owner, `GET ${path}`))).toEqual([404, 'course_not_found']);
    expect(await codes(owner, '?archived=any')).not.toContain(course.code);
    expect((await makeCourse(service, owner, { code: course.code })).code).toBe(course.code);
    const deleted = { subject: 'evt.course.deleted', data: { courseId: course._id } };
    await expect.poll(() => published(course._id)).toContainEqual(deleted);
  });

  test('at once with new classes: either the course is gone and has none, or it is there with all that were made', async () => {
    for (let time = 0; time < 10; time += 1) {
      const { _id: courseId } = await makeCourse(service, owner);
      const path = `/api/v1/courses/${courseId}`;
      const make = (process: number) => ask(owner, `POST ${path}/classes`, { className: 'A' }, process);
      const [deleted, ...made] = await Promise.all([ask(owner, `DELETE ${path}`, undefined, 1), make(0), make(1)]);
      const left = await service.database.collection('classes').countDocuments({ courseId });
      const isGone = (await ask(owner, `GET ${path}`)).status === 404;
      expect(made.filter(({ status }) => status === 201)).toHaveLength(left);
      expect(outcome(deleted)).toEqual(isGone ? [200] : [409, 'course_in_use']);
      expect(left).toBe(isGone ? 0 : 2);
    }
  });

  test('a class that is just being made is seen by nobody, keeps no course, and does not appear after it', async () => {
    const course = await makeCourse(service, owner);
    const body = { className: 'A' };
    const made = dataOf(await ask(owner, `POST /api/v1/courses/${course._id}/classes`, body));
    const classes = service.database.collection<{ _id: string; deletedAt: Date; hidden: boolean }>('classes');
    await classes.updateOne({ _id: made._id }, { $set: { deletedAt: new Date(), hidden: true } });
    expect(outcome(await ask(owner, `GET /api/v1/classes/${made._id}`))).toEqual([404, 'class_not_found']);
    expect(outcome(await ask(owner, `DELETE /api/v1/courses/${course._id}`))).toEqual([200]);
    expect(await classes.findOne({ _id: made._id })).toBeNull();
  });

  test('a class that comes too late for its course, deleted or archived meanwhile, is not stored', async () => {
    const catalogue = createCatalogue(service.database);
    const [deleted, archived] = [await makeCourse(service, owner), await makeCourse(service, owner)];
    const made = dataOf(await ask(owner, 'POST /api/v1/classes', { className: 'A' }));
    const classes = service.database.collection<ClassDocument>('classes');
    const sample = await classes.findOne({ _id: made._id });
    if (!sample) throw new Error('the class is not stored');
    await ask(owner, `DELETE /api/v1/courses/${deleted._id}`);
    await ask(owner, `PATCH /api/v1/courses/${archived._id}`, { archived: true });
    const add = (courseId: string) => catalogue.addClass({ ...sample, _id: courseId, courseId });
    expect([await add(deleted._id), await add(archived._id)]).toEqual(['gone', 'archived']);
    expect(await classes.countDocuments({ courseId: { $in: [deleted._id, archived._id] } })).toBe(0);
  });

  test('tombstones are removed after a day', async () => {
    for (const name of ['courses', 'classes']) {
      const indexes = await service.database.collection(name).indexes();
      const [ttl] = indexes.filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined);
      expect(ttl).toMatchObject({ key: { deletedAt: 1 }, expireAfterSeconds: 86_400 });
    }
  });
});

describe('bad input', () => {
  const good = { code: 'X', name: 'Y', term: 'Z' };
  test.each([
    ['an operator for a code', { ...good, code: { $ne: '' } }],
    ['an empty name', { ...good, name: '' }],
    ['a huge name', { ...good, name: 'x'.repeat(201) }],
    ['a huge description', { ...good, description: 'x'.repeat(2_001) }],
    ['a control character', { ...good, code: 'C\u0007' }],
    ['a turned direction', { ...good, name: 'abc\u202ecba' }],
    ['a turned direction in the description', { ...good, description: 'abc\u202ecba' }],
    ['a lone surrogate', { ...good, term: '\ud800' }],
    ['an unknown key', { ...good, ownerId: NOBODY }],
    ['a dotted key', { ...good, 'a.b': 1 }],
    ['no term', { code: 'X', name: 'Y' }],
  ])('400 for %s', async (_, body) => {
    expect(outcome(await ask(owner, 'POST /api/v1/courses', body))).toEqual([400, 'invalid_request']);
  });

  test('400 for impossible queries', async () => {
    for (const query of [
      'limit=0',
      'limit=201',
      'cursor=x',
      'cursor[$gt]=',
      'archived=1',
      'a=1',
      'search[$ne]=',
      `term=${'x'.repeat(51)}`,
    ]) {
      expect(outcome(await ask(owner, `GET /api/v1/courses?${query}`))).toEqual([400, 'invalid_request']);
    }
  });

  test('200 for words that mean something to regular expressions and to MongoDB', async () => {
    for (const search of ['(', '[a-', '\\', '%00', '$where', 'a*'.repeat(50), '%ff%fe']) {
      expect((await ask(owner, `GET /api/v1/courses?search=${encodeURI(search)}`)).status).toBe(200);
    }
  });

  test('a code that grows when it is folded has a cursor that is taken', async () => {
    const reader = someone(service, 'teacher');
    for (const code of ['\ufdfa'.repeat(29), `${'\ufdfa'.repeat(29)}\ufdfb`])
      await makeCourse(service, reader, { code, term: code.slice(0, 5) + code.length });
    const { nextCursor } = dataOf(await ask(reader, 'GET /api/v1/courses?limit=1'));
    expect(dataOf(await ask(reader, `GET /api/v1/courses?cursor=${nextCursor}`)).items).toHaveLength(1);
  });
});
