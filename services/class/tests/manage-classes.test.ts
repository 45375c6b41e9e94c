import { onControl } from '@rollcall/service-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClassTest, openClassService } from './helpers.ts';
import { type Asker, dataOf, makeCourse, outcome, someone } from './people-of.ts';

const NOBODY = 'f'.repeat(24);
const times = [{ weekday: 1, startsAt: '08:00', endsAt: '09:30', room: 'H 1' }];

let service: ClassTest;
let admin: Asker;
let student: Asker;
const told: object[] = [];
beforeAll(async () => {
  service = await openClassService({ processes: 2, env: { DEFAULT_TIME_ZONE: 'Asia/Kolkata' } });
  admin = someone(service, 'admin');
  student = someone(service, 'student');
  onControl(service.bus, 'classCreated', ({ teacherId }) => told.push({ got: teacherId }));
  onControl(service.bus, 'teacherRemoved', ({ teacherId }) => told.push({ lost: teacherId }));
  await service.bus.connection.flush();
});
afterAll(() => service.close());

const ask = (who: Asker, line: string, body?: unknown, process = 0) => {
  const [method = '', path = ''] = line.split(' ');
  return service.call(method, path, who.token, body, process);
};
const published = async (entityId: string, subject: string) => {
  const all = await service.events();
  return all.filter((one) => one.entityId === entityId && one.subject === subject).map(({ data }) => data);
};

/** What every process was told while something was done. */
async function toldBy(work: () => Promise<unknown>): Promise<object[]> {
  told.length = 0;
  await work();
  await service.bus.connection.flush();
  return [...told];
}

/** A class with its owner and a co-teacher; the other teacher has nothing to do with it. */
async function makeClass() {
  const [owner, coTeacher, other] = ['teacher', 'teacher', 'teacher'].map(() => someone(service, 'teacher')) as [
    Asker,
    Asker,
    Asker,
  ];
  const { _id: classId } = dataOf(await ask(owner, 'POST /api/v1/classes', { className: 'Physics' }));
  const path = `/api/v1/classes/${classId}`;
  dataOf(await ask(owner, `POST ${path}/co-teachers`, { email: coTeacher.email.toUpperCase() }));
  return { owner, coTeacher, other, classId, path };
}

describe('a new class', () => {
  test('201: as it was described, by the clock of its own time zone', async () => {
    const owner = someone(service, 'teacher');
    const body = {
      className: 'Physics',
      description: 'Two\nlines',
      scheduleText: 'Mondays',
      meetingTimes: times,
      timeZone: 'Europe/Berlin',
    };
    const made = dataOf(await ask(owner, 'POST /api/v1/classes', body));
    expect(made).toMatchObject({ ...body, course: null, teachers: [{ _id: owner._id, name: owner.name }] });
    expect(made.nextMeeting).toMatchObject({ startsAt: expect.stringMatching(/T0[67]:00:00.000Z$/), room: 'H 1' });
  });

  test('of a course: by its owner and an administrator, who may name the teacher, and by a teacher of one of its classes', async () => {
    const [owner, named, other] = [
      someone(service, 'teacher'),
      someone(service, 'teacher'),
      someone(service, 'teacher'),
    ];
    const course = await makeCourse(service, owner);
    const path = `POST /api/v1/courses/${course._id}/classes`;
    expect(outcome(await ask(named, path, { className: 'A' }))).toEqual([403, 'not_course_owner']);
    const made = dataOf(await ask(owner, path, { className: 'A', teacherId: named._id }));
    const { _id, code, name, term } = course;
    expect(made).toMatchObject({ teacherId: named._id, course: { _id, code, name, term }, timeZone: 'Asia/Kolkata' });
    expect((await ask(named, path, { className: 'B' })).body.data.teacherId).toBe(named._id);
    expect((await ask(named, path, { className: 'B', teacherId: named._id })).status).toBe(201);
    expect(outcome(await ask(named, path, { className: 'C', teacherId: other._id }))).toEqual([
      403,
      'not_course_owner',
    ]);
    expect((await ask(admin, path, { className: 'D', teacherId: other._id })).body.data.teacherId).toBe(other._id);
  });

  test('404 for a teacher who is none, is disabled, or is an administrator and names nobody', async () => {
    const course = await makeCourse(service, admin);
    const disabled = someone(service, 'teacher', { disabled: true });
    for (const teacherId of [undefined, student._id, admin._id, disabled._id, NOBODY]) {
      const answer = await ask(admin, `POST /api/v1/courses/${course._id}/classes`, { className: 'A', teacherId });
      expect(outcome(answer)).toEqual([404, 'teacher_not_found']);
    }
  });

  test('404 in an unknown course, 409 in an archived one, 403 for students', async () => {
    const owner = someone(service, 'teacher');
    const { _id } = await makeCourse(service, owner);
    await ask(owner, `PATCH /api/v1/courses/${_id}`, { archived: true });
    const at = async (who: Asker, id: string) =>
      outcome(await ask(who, `POST /api/v1/courses/${id}/classes`, { className: 'A' }));
    expect(await at(owner, _id)).toEqual([409, 'course_archived']);
    expect(await at(owner, NOBODY)).toEqual([404, 'course_not_found']);
    expect(await at(student, _id)).toEqual([403, 'teacher_required']);
  });
});

describe('PATCH /api/v1/classes/:id', () => {
  test('200 for owner, co-teacher and administrator: what is undefined stays, the event has what is new', async () => {
    const { owner, coTeacher, classId, path } = await makeClass();
    const edit = { className: 'Optics', meetingTimes: times };
    expect(dataOf(await ask(owner, `PATCH ${path}`, edit))).toMatchObject(edit);
    expect(dataOf(await ask(coTeacher, `PATCH ${path}`, { ...edit, archived: true }))).toMatchObject({
      archived: true,
    });
    expect(dataOf(await ask(admin, `PATCH ${path}`, { archived: false, description: 'x' })).archived).toBe(false);
    expect(dataOf(await ask(owner, `GET ${path}`))).toMatchObject({ ...edit, description: 'x', archived: false });
    const teacherIds = [owner._id, coTeacher._id];
    await expect
      .poll(() => published(classId, 'evt.class.edited'))
      .toEqual(
        [['coTeacherIds'], ['className', 'meetingTimes'], ['archived'], ['description', 'archived']].map((fields) => ({
          classId,
          fields: expect.toSatisfy((all: string[]) => all.toSorted().join() === fields.toSorted().join()),
          teacherIds,
        })),
      );
  });

  test('edits at once are all kept', async () => {
    const { owner, coTeacher, path } = await makeClass();
    const edits = [{ className: 'Optics' }, { description: 'x' }, { scheduleText: 'y' }, { timeZone: 'UTC' }];
    await Promise.all(edits.map((edit, at) => ask(at % 2 ? owner : coTeacher, `PATCH ${path}`, edit, at % 2)));
    expect(dataOf(await ask(owner, `GET ${path}`))).toMatchObject(Object.assign({}, ...edits));
  });

  test('given to another teacher by owner and administrator alone; both teachers are told before the answer', async () => {
    const { owner, coTeacher, other, classId, path } = await makeClass();
    expect(outcome(await ask(coTeacher, `PATCH ${path}`, { teacherId: coTeacher._id }))).toEqual([
      403,
      'not_class_owner',
    ]);
    expect(outcome(await ask(owner, `PATCH ${path}`, { teacherId: student._id }))).toEqual([404, 'teacher_not_found']);
    const heard = await toldBy(() => ask(owner, `PATCH ${path}`, { teacherId: coTeacher._id, className: 'Optics' }));
    expect(heard).toEqual([{ got: coTeacher._id }, { lost: owner._id }]);
    const after = dataOf(await ask(coTeacher, `GET ${path}`));
    expect(after).toMatchObject({ className: 'Optics', teachers: [{ _id: coTeacher._id }] });
    expect(outcome(await ask(owner, `GET ${path}`))).toEqual([403, 'not_class_teacher']);
    expect(await toldBy(() => ask(admin, `PATCH ${path}`, { teacherId: other._id }))).toHaveLength(2);
    const data = { classId, fields: ['teacherId'], teacherIds: [other._id] };
    await expect.poll(() => published(classId, 'evt.class.edited')).toContainEqual(data);
  });

  test('given again to who has it already: told once more, and no second event', async () => {
    const { owner, classId, path } = await makeClass();
    expect(await toldBy(() => ask(owner, `PATCH ${path}`, { teacherId: owner._id }))).toEqual([{ got: owner._id }]);
    expect((await published(classId, 'evt.class.edited')).length).toBeLessThanOrEqual(1);
  });
});

describe('co-teachers', () => {
  test('added once by owner, co-teacher or administrator; told before each answer', async () => {
    const { owner, coTeacher, other, path } = await makeClass();
    const add = (who: Asker) => ask(who, `POST ${path}/co-teachers`, { email: other.email });
    expect(await toldBy(() => add(coTeacher))).toEqual([{ got: other._id }]);
    expect(await toldBy(() => add(admin))).toEqual([{ got: other._id }]);
    const { teachers } = dataOf(await ask(other, `GET ${path}`));
    expect(teachers.map(({ _id }: Asker) => _id)).toEqual([owner._id, coTeacher._id, other._id]);
    expect(dataOf(await ask(owner, `POST ${path}/co-teachers`, { email: owner.email })).teachers).toHaveLength(3);
  });

  test('four added at once over two processes are all added', async () => {
    const { owner, coTeacher, path } = await makeClass();
    const four = Array.from({ length: 4 }, () => someone(service, 'teacher'));
    await Promise.all(
      four.map(({ email }, at) => ask(at % 2 ? owner : coTeacher, `POST ${path}/co-teachers`, { email }, at % 2)),
    );
    const { teachers } = dataOf(await ask(owner, `GET ${path}`));
    expect(teachers.map(({ _id }: Asker) => _id).toSorted()).toEqual(
      [owner, coTeacher, ...four].map(({ _id }) => _id).toSorted(),
    );
  });

  test('404 for addresses of nobody, a student or a disabled teacher; 403 for other teachers', async () => {
    const { owner, other, path } = await makeClass();
    const disabled = someone(service, 'teacher', { disabled: true });
    for (const email of ['nobody@example.org', student.email, disabled.email, ' ', '\ud800']) {
      expect(outcome(await ask(owner, `POST ${path}/co-teachers`, { email }))).toEqual([404, 'teacher_not_found']);
    }
    const answer = await ask(other, `POST ${path}/co-teachers`, { email: other.email });
    expect(outcome(answer)).toEqual([403, 'not_class_teacher']);
  });

  test('a co-teacher may leave, but remove neither another one nor the owner', async () => {
    const { owner, coTeacher, other, path } = await makeClass();
    await ask(owner, `POST ${path}/co-teachers`, { email: other.email });
    const remove = (who: Asker, { _id }: Asker) => ask(who, `DELETE ${path}/co-teachers/${_id}`);
    expect(outcome(await remove(coTeacher, other))).toEqual([403, 'not_class_owner']);
    expect(outcome(await remove(coTeacher, owner))).toEqual([403, 'not_class_owner']);
    expect(outcome(await remove(owner, owner))).toEqual([404, 'teacher_not_found']);
    expect(await toldBy(() => remove(coTeacher, coTeacher))).toEqual([{ lost: coTeacher._id }]);
    expect(outcome(await remove(coTeacher, coTeacher))).toEqual([403, 'not_class_teacher']);
    expect(await toldBy(() => remove(owner, other))).toEqual([{ lost: other._id }]);
    expect(outcome(await remove(owner, other))).toEqual([200]);
    expect(dataOf(await ask(owner, `GET ${path}`)).teachers).toHaveLength(1);
  });
});

describe('DELETE /api/v1/classes/:id', () => {
  test('200 for owner and administrator: nobody sees it any more, all its teachers are told, the event is published', async () => {
    for (const by of ['owner', 'admin'] as const) {
      const { owner, coTeacher, classId, path } = await makeClass();
      expect(outcome(await ask(coTeacher, `DELETE ${path}`))).toEqual([403, 'not_class_owner']);
      const heard = await toldBy(() => ask(by === 'admin' ? admin : owner, `DELETE ${path}`));
      expect(heard).toEqual([{ lost: owner._id }, { lost: coTeacher._id }]);
      for (const line of [`GET ${path}`, `DELETE ${path}`, `GET /class/${classId}`]) {
        expect(outcome(await ask(owner, line))).toEqual([404, 'class_not_found']);
      }
      expect(dataOf(await ask(coTeacher, 'GET /api/v1/classes')).items).toEqual([]);
      await expect.poll(() => published(classId, 'evt.class.deleted')).toEqual([{ classId }]);
    }
  });

  test('409 for a class that somebody is in or was in, and for one that has had a session', async () => {
    const [full, left, held] = [await makeClass(), await makeClass(), await makeClass()];
    for (const { owner, path } of [full, left]) {
      dataOf(await ask(owner, `POST ${path}/students`, { studentId: student._id }));
    }
    dataOf(await ask(left.owner, `DELETE ${left.path}/students/${student._id}`));
    service.openSession(held.classId);
    for (const { owner, path } of [full, left, held]) {
      expect(outcome(await ask(owner, `DELETE ${path}`))).toEqual([409, 'class_in_use']);
      expect((await ask(owner, `GET ${path}`)).status).toBe(200);
    }
  });

  test('503 while the session service is not there, and nothing is deleted', async () => {
    const alone = await openClassService();
    await alone.session.close();
    const owner = someone(alone, 'teacher');
    const { _id } = dataOf(await alone.call('POST', '/api/v1/classes', owner.token, { className: 'A' }));
    expect((await alone.call('DELETE', `/api/v1/classes/${_id}`, owner.token)).status).toBe(503);
    expect((await alone.call('GET', `/api/v1/classes/${_id}`, owner.token)).status).toBe(200);
    await alone.close();
  });
});

describe('who may', () => {
  test('read: teachers, students of the class and administrators; students without the count', async () => {
    const { owner, other, path } = await makeClass();
    dataOf(await ask(owner, `POST ${path}/students`, { studentId: student._id }));
    expect(dataOf(await ask(student, `GET ${path}`)).studentCount).toBeNull();
    for (const who of [owner, admin]) expect(dataOf(await ask(who, `GET ${path}`)).studentCount).toBe(1);
    expect(outcome(await ask(other, `GET ${path}`))).toEqual([403, 'not_class_teacher']);
    expect(outcome(await ask(someone(service, 'student'), `GET ${path}`))).toEqual([403, 'not_class_teacher']);
  });

  test('change: nobody else, whatever the id', async () => {
    const { other, path } = await makeClass();
    for (const line of ['PATCH', 'DELETE']) {
      const body = line === 'PATCH' ? { className: 'Mine' } : undefined;
      expect(outcome(await ask(other, `${line} ${path}`, body))).toEqual([403, 'not_class_teacher']);
      expect(outcome(await ask(student, `${line} ${path}`, body))).toEqual([403, 'teacher_required']);
      expect(outcome(await ask(admin, `${line} /api/v1/classes/${NOBODY}`, body))).toEqual([404, 'class_not_found']);
    }
  });

  test('archived: 409 for new students; those who are in it stay', async () => {
    const { owner, path } = await makeClass();
    dataOf(await ask(owner, `POST ${path}/students`, { studentId: student._id }));
    dataOf(await ask(owner, `PATCH ${path}`, { archived: true }));
    const { _id: studentId } = someone(service, 'student');
    expect(outcome(await ask(owner, `POST ${path}/students`, { studentId }))).toEqual([409, 'class_archived']);
    expect((await ask(student, `GET ${path}`)).status).toBe(200);
  });
});
