import { expect, test, vi } from 'vitest';
import { endSession, type Hall, openHall, readCode, scan, startWithCode } from './helpers/hall.ts';
import { type CallOptions, call, dataOf } from './helpers/http.ts';
import { useNetwork } from './helpers/network.ts';
import { logIn } from './helpers/people.ts';

const admin = { email: 'admin@school.test', password: 'secret-word' };
const rollcall = useNetwork(
  { FIRST_ADMIN_EMAIL: admin.email, FIRST_ADMIN_PASSWORD: admin.password, ABSENCES_IN_A_ROW: '2' },
  'in-process',
);

interface Page<Item> {
  items: Item[];
}

async function get<Data>(path: string, options: CallOptions): Promise<Data> {
  return dataOf<Data>(await call(rollcall, `GET /api/v1/${path}`, options));
}

/** A session that the first students of a hall come to. */
async function lecture(hall: Hall, coming: number): Promise<string> {
  const { _id } = await startWithCode(rollcall, hall);
  const { token } = await readCode(rollcall, hall, _id);
  for (const student of hall.students.slice(0, coming)) expect((await scan(rollcall, student, token)).status).toBe(200);
  await endSession(rollcall, hall, _id);
  return _id;
}

test('what happened in the room is in histories, reports, files, notifications and the audit log', async () => {
  const hall = await openHall(rollcall, 5);
  const [present, , , , absent] = hall.students;
  const sessions = [await lecture(hall, 4), await lecture(hall, 4)];
  const asTeacher = { token: hall.teacher.token };
  const asAdmin = { token: await logIn(rollcall, admin) };

  await vi.waitFor(async () => {
    const { items } = await get<Page<{ rate: number }>>('me/attendance', { token: present.token });
    expect(items).toMatchObject([{ classId: hall.classId, rate: 1, counts: { present: 2, sessions: 2 } }]);
  }, 10_000);
  const history = await get<Page<{ sessionId: string }>>('me/attendance/history', { token: absent.token });
  expect(history.items.map(({ sessionId }) => sessionId)).toEqual(sessions.toReversed());
  const report = await get<object>(`reports/classes/${hall.classId}`, asTeacher);
  expect(report).toMatchObject({ rate: 0.8, counts: { present: 8, absent: 2 } });
  const atRisk = await get<Page<object>>(`reports/classes/${hall.classId}/at-risk`, asTeacher);
  expect(atRisk.items).toMatchObject([{ studentId: absent._id, rate: 0, absencesInARow: 2 }]);

  const file = await call(rollcall, `GET /api/v1/sessions/${sessions[0]}/export?format=csv`, asTeacher);
  expect(file).toMatchObject({ status: 200, body: { notJson: expect.stringContaining(present.email) } });

  const kindsOf = async (token: string) => {
    const { items } = await get<Page<{ kind: string }>>('notifications', { token });
    return items.map(({ kind }) => kind).toSorted();
  };
  await vi.waitFor(async () => {
    expect(await kindsOf(present.token)).toEqual([
      ...Array(2).fill('attendance_recorded'),
      ...Array(2).fill('session_started'),
    ]);
    expect(await kindsOf(absent.token)).toEqual(['consecutive_absences', ...Array(2).fill('session_started')]);
    expect(await kindsOf(hall.teacher.token)).toEqual(['consecutive_absences']);
  }, 10_000);

  await vi.waitFor(async () => {
    const { items } = await get<Page<{ action: string }>>(
      `audit?entityType=session&entityId=${sessions[0]}&limit=200`,
      asAdmin,
    );
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['session.started', 'session.ended']));
  }, 10_000);
  expect(await get<object>('audit/verify', asAdmin)).toMatchObject({ valid: true, problem: null });
});

test('an excuse that is approved changes the record, the rate and the report, and the student is told', async () => {
  const hall = await openHall(rollcall, 5);
  const [, , , , absent] = hall.students;
  const sessionId = await lecture(hall, 4);
  const json = { classId: hall.classId, sessionId, category: 'illness', reason: 'A cold' };
  const asStudent = { token: absent.token };
  const asTeacher = { token: hall.teacher.token };
  const excuse = dataOf<{ _id: string }>(await call(rollcall, 'POST /api/v1/me/excuses', { ...asStudent, json }));
  await vi.waitFor(async () => {
    expect(await get<object>('reports/teacher', asTeacher)).toMatchObject({ excusesToDecide: 1 });
  }, 10_000);
  dataOf(await call(rollcall, `POST /api/v1/excuses/${excuse._id}/approve`, { ...asTeacher, json: {} }));
  await vi.waitFor(async () => {
    const report = await get<object>(`reports/classes/${hall.classId}`, asTeacher);
    expect(report).toMatchObject({ rate: 1, counts: { present: 4, absent: 0, excused: 1 } });
    const { items } = await get<Page<{ kind: string }>>('notifications', asStudent);
    expect(items.map(({ kind }) => kind)).toContain('excuse_decided');
  }, 10_000);
  expect(await get<object>('reports/teacher', asTeacher)).toMatchObject({ excusesToDecide: 0 });
});
