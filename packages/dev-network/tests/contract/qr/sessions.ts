import { type Route, routes } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { endSession, openHall, readCode, readRecords, scan, startWithCode } from '../helpers/hall.ts';
import {
  type Answer,
  call,
  dataOf,
  impossibleIds,
  type Origin,
  refusal,
  sentences,
  UNKNOWN_ID,
} from '../helpers/http.ts';
import { signUp } from '../helpers/people.ts';

/** The data of an answer, which must have the shape and the keys that the contracts give the route. */
function checkedDataOf(route: Route, answer: Answer): unknown {
  expect(answer.status).toBe(route.status);
  const data = dataOf(answer);
  expect(route.data.parse(data)).toEqual(data);
  return data;
}

export function sessionTests(rollcall: Origin): void {
  test('POST /api/v1/sessions: 201, active, with its first round', async () => {
    const { teacher, classId } = await openHall(rollcall, 2);
    const json = { classId, room: 'Room 7' };
    const answer = await call(rollcall, 'POST /api/v1/sessions', { token: teacher.token, json });
    expect(checkedDataOf(routes.startSession as unknown as Route, answer)).toMatchObject({
      classId,
      className: 'Algorithms',
      teacherId: teacher._id,
      status: 'active',
      room: 'Room 7',
      endedAt: null,
      rounds: [{ roundNumber: 1, endsAt: null }],
    });
  });

  test('POST /api/v1/sessions: 400, 401, 403, 404, and 409 while one of the class is open', async () => {
    const hall = await openHall(rollcall, 1);
    const other = await signUp(rollcall, 'teacher');
    const post = (token: string | undefined, json: unknown) => call(rollcall, 'POST /api/v1/sessions', { token, json });
    const { classId } = hall;
    expect(await post(undefined, {})).toEqual(refusal(401, sentences.unauthorized));
    expect(await post(hall.students[0].token, {})).toEqual(refusal(403, sentences.teacherOnly));
    for (const json of [
      {},
      { classId: 7 },
      { classId: { $ne: '' } },
      { classId, room: 7 },
      { classId, isOpen: true },
    ]) {
      expect(await post(hall.teacher.token, json)).toEqual(refusal(400, sentences.schema));
    }
    expect(await post(hall.teacher.token, { classId: UNKNOWN_ID })).toEqual(refusal(404, sentences.noClass));
    expect(await post(other.token, { classId })).toEqual(refusal(403, sentences.notTeacherOfClass));
    await startWithCode(rollcall, hall);
    const again = await post(hall.teacher.token, { classId });
    expect(again).toEqual(refusal(409, expect.any(String), 'session_already_active'));
  });

  test('the code on the wall is for the teacher of the session alone', async () => {
    const hall = await openHall(rollcall, 1);
    const other = await signUp(rollcall, 'teacher');
    const session = await startWithCode(rollcall, hall);
    const get = (token: string | undefined, id = session._id) =>
      call(rollcall, `GET /api/v1/sessions/${id}/qr`, { token });
    const code = checkedDataOf(routes.getQr as unknown as Route, await get(hall.teacher.token));
    expect(code).toMatchObject({ sessionId: session._id, roundId: session.rounds[0]?.roundId, slot: 0 });
    const { issuedAt, expiresAt } = code as { issuedAt: string; expiresAt: string };
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.parse(issuedAt));
    expect(await get(undefined)).toEqual(refusal(401, sentences.unauthorized));
    expect(await get(hall.students[0].token)).toEqual(refusal(403, sentences.teacherOnly));
    expect(await get(other.token)).toEqual(refusal(403, sentences.notTeacherOfClass));
    for (const id of [UNKNOWN_ID, ...impossibleIds]) {
      expect(await get(hall.teacher.token, id)).toEqual(refusal(404, expect.any(String), 'session_not_found'));
    }
    await endSession(rollcall, hall, session._id);
    expect(await get(hall.teacher.token)).toEqual(refusal(409, expect.any(String), 'session_not_active'));
  });

  test('ending: 200 with the summary, who was not marked is absent, a second time 409', async () => {
    const hall = await openHall(rollcall, 3);
    const session = await startWithCode(rollcall, hall);
    const { token } = await readCode(rollcall, hall, session._id);
    await scan(rollcall, hall.students[0], token);
    const end = (by: string | undefined) => call(rollcall, `POST /api/v1/sessions/${session._id}/end`, { token: by });
    expect(await end(undefined)).toEqual(refusal(401, sentences.unauthorized));
    expect(await end(hall.students[0].token)).toEqual(refusal(403, sentences.teacherOnly));
    const other = await signUp(rollcall, 'teacher');
    expect(await end(other.token)).toEqual(refusal(403, sentences.notTeacherOfClass));
    const ended = checkedDataOf(routes.endSession as unknown as Route, await end(hall.teacher.token));
    const summary = { present: 1, late: 0, absent: 2, excused: 0, total: 3 };
    expect(ended).toMatchObject({ status: 'ended', endedAt: expect.any(String), summary });
    expect(await end(hall.teacher.token)).toEqual(refusal(409, expect.any(String), 'session_not_active'));
    const records = await readRecords(rollcall, hall, session._id);
    expect(Object.fromEntries(records.map(({ studentId, status }) => [studentId, status]))).toEqual({
      [hall.students[0]._id]: 'present',
      [hall.students[1]._id]: 'absent',
      [hall.students[2]._id]: 'absent',
    });
  });

  test('twenty ends at once: one 200, the others 409, absents once', async () => {
    const hall = await openHall(rollcall, 5);
    const session = await startWithCode(rollcall, hall);
    const line = `POST /api/v1/sessions/${session._id}/end`;
    const ends = Array.from({ length: 20 }, () => call(rollcall, line, { token: hall.teacher.token }));
    const statuses = (await Promise.all(ends)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    expect(await readRecords(rollcall, hall, session._id)).toHaveLength(5);
  });

  test('records: pages of the size asked for, by record id, each record once; for the teacher alone', async () => {
    const hall = await openHall(rollcall, 5);
    const session = await startWithCode(rollcall, hall);
    await endSession(rollcall, hall, session._id);
    const get = (query: string, by = hall.teacher.token) =>
      call(rollcall, `GET /api/v1/sessions/${session._id}/records${query}`, { token: by });
    const page = checkedDataOf(routes.listRecords as unknown as Route, await get('?limit=2'));
    expect(page).toMatchObject({ items: [{}, {}], nextCursor: expect.any(String) });
    const ids = (await readRecords(rollcall, hall, session._id, 2)).map(({ _id }) => _id);
    expect(ids).toEqual(hall.students.map(({ _id }) => `${session._id}.1.${_id}`).sort());
    for (const query of ['?limit=0', '?limit=1001', '?limit=x', '?cursor[$ne]=', '?limit=2&limit=3', '?sort=_id']) {
      expect(await get(query), query).toEqual(refusal(400, sentences.schema));
    }
    expect(await get('', hall.students[0].token)).toEqual(refusal(403, sentences.teacherOnly));
    const other = await signUp(rollcall, 'teacher');
    expect(await get('', other.token)).toEqual(refusal(403, sentences.notTeacherOfClass));
  });

  test('GET /api/v1/sessions/:id: the teacher and the enrolled; 403 others, 404 unknown', async () => {
    const hall = await openHall(rollcall, 1);
    const session = await startWithCode(rollcall, hall);
    const get = (token: string | undefined, id = session._id) =>
      call(rollcall, `GET /api/v1/sessions/${id}`, { token });
    for (const { token } of [hall.teacher, hall.students[0]]) {
      expect(checkedDataOf(routes.getSession as unknown as Route, await get(token))).toEqual(session);
    }
    for (const role of ['teacher', 'student'] as const) {
      expect((await get((await signUp(rollcall, role)).token)).status).toBe(403);
    }
    expect(await get(undefined)).toEqual(refusal(401, sentences.unauthorized));
    expect(await get(hall.teacher.token, UNKNOWN_ID)).toEqual(refusal(404, expect.any(String), 'session_not_found'));
  });
}
