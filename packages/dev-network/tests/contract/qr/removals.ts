import { expect, test } from 'vitest';
import { openBoard } from '../helpers/board.ts';
import { endSession, type Hall, openHall, readCode, readRecords, scan, startWithCode } from '../helpers/hall.ts';
import { call, dataOf, type Origin, refusal, success } from '../helpers/http.ts';
import { createClass, type Person } from '../helpers/people.ts';

export function removalTests(rollcall: Origin): void {
  function remove({ teacher, classId }: Hall, { _id }: Person) {
    return call(rollcall, `DELETE /api/v1/classes/${classId}/students/${_id}`, { token: teacher.token });
  }

  test('whoever is removed while a session runs is refused at once, whichever process is asked; a mark stays', async () => {
    const hall = await openHall(rollcall, 3);
    const [marked, gone, stays] = hall.students as [Person, Person, Person];
    const session = await startWithCode(rollcall, hall);
    const { token } = await readCode(rollcall, hall, session._id);
    expect((await scan(rollcall, marked, token)).status).toBe(200);
    for (const student of [marked, gone]) {
      const removed = { classId: hall.classId, studentId: student._id, removed: true };
      expect(await remove(hall, student)).toEqual(success(200, removed));
    }
    expect(dataOf(await remove(hall, gone))).toMatchObject({ removed: false });
    const refused = await Promise.all(Array.from({ length: 8 }, () => scan(rollcall, gone, token)));
    for (const answer of refused) expect(answer).toEqual(refusal(403, expect.any(String), 'not_enrolled'));
    expect(dataOf(await scan(rollcall, marked, token))).toMatchObject({ alreadyRecorded: true, status: 'present' });
    await endSession(rollcall, hall, session._id);
    const records = await readRecords(rollcall, hall, session._id);
    expect(records.map(({ studentId, status }) => [studentId, status]).sort()).toEqual(
      [
        [marked._id, 'present'],
        [stays._id, 'absent'],
      ].sort(),
    );
  });

  test('boards see the other total when somebody comes or goes, without any mark', async () => {
    const hall = await openHall(rollcall, 3);
    const [gone] = hall.students;
    const { token } = hall.teacher;
    const session = await startWithCode(rollcall, hall);
    const board = await openBoard(rollcall, token);
    expect(await board.join(session._id)).toMatchObject({ summary: { total: 3 } });
    await remove(hall, gone);
    expect(await board.next('attendance:updated')).toMatchObject({ changes: [], summary: { total: 2 } });
    const path = `POST /api/v1/classes/${hall.classId}/students`;
    await call(rollcall, path, { token, json: { studentId: gone._id } });
    expect(await board.next('attendance:updated')).toMatchObject({ changes: [], summary: { total: 3 } });
  });

  test('whoever is moved is in the other class at once and no longer in this one; boards are closed to him', async () => {
    const hall = await openHall(rollcall, 1);
    const [student] = hall.students;
    const { token } = hall.teacher;
    const json = { code: `C ${student._id}`, name: 'Algorithms', term: '2026' };
    const course = dataOf<{ _id: string }>(await call(rollcall, 'POST /api/v1/courses', { token, json }));
    const [from, to] = await Promise.all(
      ['A', 'B'].map(async (className) => {
        const made = await call(rollcall, `POST /api/v1/courses/${course._id}/classes`, { token, json: { className } });
        return { ...hall, classId: dataOf<{ _id: string }>(made)._id };
      }),
    );
    if (!from || !to) throw new Error('two classes were made');
    const enrol = (classId: string, move: boolean) =>
      call(rollcall, `POST /api/v1/classes/${classId}/students`, { token, json: { studentId: student._id, move } });
    expect(dataOf(await enrol(from.classId, false))).toMatchObject({ added: true, movedFrom: null });
    const [here, there] = [await startWithCode(rollcall, from), await startWithCode(rollcall, to)];
    const board = await openBoard(rollcall, student.token);
    await board.join(here._id);
    expect(await enrol(to.classId, false)).toEqual(refusal(409, expect.any(String), 'enrolled_in_other_class'));
    expect(dataOf(await enrol(to.classId, true))).toMatchObject({ added: true, movedFrom: from.classId });
    const code = async (of: Hall, sessionId: string) => (await readCode(rollcall, of, sessionId)).token;
    expect(await scan(rollcall, student, await code(from, here._id))).toEqual(
      refusal(403, expect.any(String), 'not_enrolled'),
    );
    expect(dataOf(await scan(rollcall, student, await code(to, there._id)))).toMatchObject({ status: 'present' });
    expect(await board.ask('session:join', { sessionId: here._id })).toMatchObject({ ok: false });
    await board.join(there._id);
  });

  test('a class of its own is a course of its own: a student may be in many', async () => {
    const hall = await openHall(rollcall, 1);
    await createClass(rollcall, hall.teacher, hall.students);
    const { items } = dataOf<{ items: unknown[] }>(
      await call(rollcall, 'GET /api/v1/classes', { token: hall.students[0].token }),
    );
    expect(items).toHaveLength(2);
  });
}
