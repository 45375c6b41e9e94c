import { INSTITUTION_ID } from '@rollcall/contracts';
import { runMigrations } from '@rollcall/service-kit';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseSchema } from '../src/index.ts';
import { type ClassTest, openClassService } from './helpers.ts';
import { type Asker, dataOf, someone } from './people-of.ts';

let service: ClassTest;
let teacher: Asker;
let coTeacher: Asker;
beforeAll(async () => {
  service = await openClassService({ env: { DEFAULT_TIME_ZONE: 'Europe/Berlin' } });
  teacher = someone(service, 'teacher');
  coTeacher = someone(service, 'teacher');
});
afterAll(() => service.close());

const classes = () => service.database.collection<{ _id: string; [field: string]: unknown }>('classes');

/** A class as the release before stored it. */
async function insertVersion1(): Promise<string> {
  const _id = new mongoose.Types.ObjectId().toString();
  await classes().insertOne({
    _id,
    schemaVersion: 1,
    institutionId: INSTITUTION_ID,
    className: 'Énergie',
    teacherId: teacher._id,
    coTeacherIds: [coTeacher._id],
    createdAt: new Date(1_700_000_000_000),
  });
  return _id;
}

describe('a class of version 1', () => {
  test('is a class that stands alone, without times, by the clock of the institution', async () => {
    const _id = await insertVersion1();
    const expected = {
      _id,
      className: 'Énergie',
      teacherId: teacher._id,
      teachers: [
        { _id: teacher._id, name: teacher.name },
        { _id: coTeacher._id, name: coTeacher.name },
      ],
      course: null,
      description: null,
      scheduleText: null,
      sessionDefaults: {},
      meetingTimes: [],
      timeZone: 'Europe/Berlin',
      nextMeeting: null,
      activeSession: null,
      studentCount: 0,
      archived: false,
      createdAt: '2023-11-14T22:13:20.000Z',
    };
    expect(dataOf(await service.call('GET', `/api/v1/classes/${_id}`, teacher.token))).toEqual(expected);
    expect(dataOf(await service.call('GET', '/api/v1/classes', coTeacher.token)).items).toContainEqual(expected);
  });

  test('takes students, edits and co-teachers, and can be deleted', async () => {
    const _id = await insertVersion1();
    const path = `/api/v1/classes/${_id}`;
    const { _id: studentId } = someone(service, 'student');
    dataOf(await service.call('POST', `${path}/students`, teacher.token, { studentId }));
    const edit = { archived: true, description: 'x' };
    expect(dataOf(await service.call('PATCH', path, teacher.token, edit))).toMatchObject({ ...edit, studentCount: 1 });
    const other = await insertVersion1();
    expect((await service.call('DELETE', `/api/v1/classes/${other}`, teacher.token)).status).toBe(200);
    expect((await service.call('GET', `/api/v1/classes/${other}`, teacher.token)).status).toBe(404);
  });

  test('is raised by the migration, which leaves what this release has written, and may be run again', async () => {
    const untouched = await insertVersion1();
    const edited = await insertVersion1();
    const edit = { className: 'Optics', timeZone: 'UTC', archived: true };
    const before = dataOf(await service.call('PATCH', `/api/v1/classes/${edited}`, teacher.token, edit));
    const run = () => runMigrations(service.database, databaseSchema.migrations);
    expect((await run()).changed['classes-2-courses']).toBeGreaterThanOrEqual(2);
    expect((await run()).changed['classes-2-courses']).toBe(0);
    expect(await classes().findOne({ _id: untouched })).toEqual({
      _id: untouched,
      schemaVersion: 2,
      institutionId: INSTITUTION_ID,
      className: 'Énergie',
      nameKey: 'energie',
      courseId: untouched,
      description: null,
      scheduleText: null,
      sessionDefaults: {},
      meetingTimes: [],
      timeZone: null,
      teacherId: teacher._id,
      coTeacherIds: [coTeacher._id],
      createdAt: new Date(1_700_000_000_000),
      archivedAt: null,
      deletedAt: null,
      revision: 0,
    });
    expect(await classes().findOne({ _id: edited })).toMatchObject({
      schemaVersion: 2,
      nameKey: 'optics',
      revision: 1,
    });
    expect(dataOf(await service.call('GET', `/api/v1/classes/${edited}`, teacher.token))).toEqual(before);
  });
});
