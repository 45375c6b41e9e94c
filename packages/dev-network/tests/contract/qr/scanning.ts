import { routes } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { endSession, openHall, readCode, readRecords, scan, startWithCode } from '../helpers/hall.ts';
import { type Answer, call, dataOf, type Origin, refusal, sentences, success } from '../helpers/http.ts';
import { enrol, signUp } from '../helpers/people.ts';

interface Scanned {
  record: { _id: string; recordedAt: string };
  status: string;
  alreadyRecorded: boolean;
}

/** A token with one bit changed. */
function flip(token: string, byte: number): string {
  const bytes = Buffer.from(token, 'base64url');
  bytes[byte] = (bytes[byte] as number) ^ 1;
  return bytes.toString('base64url');
}

export function scanningTests(rollcall: Origin): void {
  test('200: the record, the status and what the phone shows, as the contracts say and no more', async () => {
    const hall = await openHall(rollcall, 1);
    const session = await startWithCode(rollcall, hall, 'Room 7');
    const student = hall.students[0];
    const answer = await scan(rollcall, student, (await readCode(rollcall, hall, session._id)).token);
    const record = {
      _id: `${session._id}.1.${student._id}`,
      sessionId: session._id,
      classId: hall.classId,
      studentId: student._id,
      roundNumber: 1,
      status: 'present',
      verification: 'confirmed',
      method: 'qr',
      recordedAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      flags: [],
      location: null,
      rev: 1,
    };
    expect(answer).toEqual(
      success(200, {
        record,
        status: 'present',
        alreadyRecorded: false,
        className: 'Algorithms',
        courseName: null,
        teacherName: 'Grace Hopper',
        room: 'Room 7',
      }),
    );
    expect(await readRecords(rollcall, hall, session._id)).toEqual([{ ...record, history: [] }]);
  });

  test('a second scan, also after the end and with an old code: 200 with the first record', async () => {
    const hall = await openHall(rollcall, 1);
    const session = await startWithCode(rollcall, hall);
    const { token } = await readCode(rollcall, hall, session._id);
    const first = dataOf<Scanned>(await scan(rollcall, hall.students[0], token));
    expect(dataOf(await scan(rollcall, hall.students[0], token))).toEqual({ ...first, alreadyRecorded: true });
    await endSession(rollcall, hall, session._id);
    expect(dataOf(await scan(rollcall, hall.students[0], token))).toEqual({ ...first, alreadyRecorded: true });
  });

  test('50 identical scans at once: all 200, one record', async () => {
    const hall = await openHall(rollcall, 2);
    const session = await startWithCode(rollcall, hall);
    const { token } = await readCode(rollcall, hall, session._id);
    const answers = await Promise.all(Array.from({ length: 50 }, () => scan(rollcall, hall.students[0], token)));
    const scanned = answers.map((answer) => dataOf<Scanned>(answer));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(scanned.map(({ record }) => JSON.stringify(record))).size).toBe(1);
    expect(await readRecords(rollcall, hall, session._id)).toEqual([{ ...scanned[0]?.record, history: [] }]);
    expect((await endSession(rollcall, hall, session._id)).summary).toMatchObject({ present: 1, absent: 1, total: 2 });
  });

  test('a student enrolled a millisecond ago gets in', async () => {
    const hall = await openHall(rollcall, 1);
    const session = await startWithCode(rollcall, hall);
    const { token } = await readCode(rollcall, hall, session._id);
    await scan(rollcall, hall.students[0], token);
    const newcomer = await signUp(rollcall, 'student');
    await enrol(rollcall, hall.teacher, hall.classId, newcomer);
    expect(dataOf(await scan(rollcall, newcomer, token))).toMatchObject({ status: 'present', alreadyRecorded: false });
  });

  test('somebody refused as not enrolled gets in after the enrolment', async () => {
    const hall = await openHall(rollcall, 1);
    const session = await startWithCode(rollcall, hall);
    const stranger = await signUp(rollcall, 'student');
    const scanNow = async () => scan(rollcall, stranger, (await readCode(rollcall, hall, session._id)).token);
    expect(await scanNow()).toEqual(refusal(403, expect.any(String), 'not_enrolled'));
    await enrol(rollcall, hall.teacher, hall.classId, stranger);
    await expect.poll(async () => (await scanNow()).status, { timeout: 4_000, interval: 100 }).toBe(200);
  });

  test('token_invalid: garbage, cut, longer, one changed bit anywhere, or made for another session', async () => {
    const [hall, elsewhere] = [await openHall(rollcall, 1), await openHall(rollcall, 1)];
    const session = await startWithCode(rollcall, hall);
    const foreign = await startWithCode(rollcall, elsewhere);
    const { token } = await readCode(rollcall, hall, session._id);
    const { token: foreignToken } = await readCode(rollcall, elsewhere, foreign._id);
    expect(token).toMatch(/^[\w-]{44}$/);
    const bad = [
      'x',
      '=',
      'a'.repeat(44),
      '\u{1f600}'.repeat(11),
      token.slice(0, 43),
      token.slice(1),
      `${token}A`,
      ` ${token}`,
      token.slice(0, 16) + foreignToken.slice(16),
      `https://school.test/s#${token}`,
      ...Array.from({ length: 33 }, (_, byte) => flip(token, byte)),
    ];
    const answers = await Promise.all(bad.map((one) => scan(rollcall, hall.students[0], one)));
    for (const [index, answer] of answers.entries()) {
      expect(answer, bad[index]).toEqual(refusal(400, expect.any(String), 'token_invalid'));
    }
    expect(await readRecords(rollcall, hall, session._id)).toEqual([]);
  });

  test('not_enrolled for strangers, session_not_active after the end', async () => {
    const hall = await openHall(rollcall, 2);
    const session = await startWithCode(rollcall, hall);
    const { token } = await readCode(rollcall, hall, session._id);
    const stranger = await signUp(rollcall, 'student');
    expect(await scan(rollcall, stranger, token)).toEqual(refusal(403, expect.any(String), 'not_enrolled'));
    await endSession(rollcall, hall, session._id);
    const outcomes: Answer[] = [await scan(rollcall, hall.students[0], token), await scan(rollcall, stranger, token)];
    expect(outcomes).toEqual(outcomes.map(() => refusal(409, expect.any(String), 'session_not_active')));
  });

  test('401 without a token, 403 for teachers, 400 for bodies of another shape and unknown keys', async () => {
    const { teacher, students } = await openHall(rollcall, 1);
    const send = (token: string | undefined, json: unknown) => call(rollcall, 'POST /api/v1/scans', { token, json });
    expect(await send(undefined, 7)).toEqual(refusal(401, sentences.unauthorized));
    expect(await send(teacher.token, 7)).toEqual(refusal(403, sentences.studentOnly));
    for (const json of [{}, { token: { $ne: '' } }, { token: ['a'] }, { token: 'a', $where: '1' }]) {
      expect(await send(students[0].token, json)).toEqual(refusal(400, sentences.schema, 'invalid_request'));
    }
    expect(await send(students[0].token, { token: '' })).toEqual(refusal(400, expect.any(String), 'token_invalid'));
  });

  test('a code two rotations old: token_expired; the one on the wall still counts', async () => {
    const hall = await openHall(rollcall, 1);
    const session = await startWithCode(rollcall, hall);
    const [first, second, third] = [
      await readCode(rollcall, hall, session._id),
      await nextCode(rollcall, hall, session._id),
      await nextCode(rollcall, hall, session._id),
    ];
    expect(new Set([first.token, second.token, third.token]).size).toBe(3);
    expect(Date.parse(second.issuedAt)).toBeGreaterThan(Date.parse(first.issuedAt));
    const refused = await scan(rollcall, hall.students[0], first.token);
    expect(refused).toEqual(refusal(400, expect.any(String), 'token_expired'));
    expect((await scan(rollcall, hall.students[0], third.token)).status).toBe(200);
    expect(routes.getQr.data.parse(third)).toEqual(third);
  });

  async function nextCode(...of: Parameters<typeof readCode>) {
    const before = await readCode(...of);
    const changed = async () => (await readCode(...of)).token !== before.token;
    await expect.poll(changed, { timeout: 8_000, interval: 100 }).toBe(true);
    return readCode(...of);
  }
}
