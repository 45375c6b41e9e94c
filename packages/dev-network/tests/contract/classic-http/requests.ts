import { expect, test } from 'vitest';
import { call, type Origin, refusal, sentences, UNKNOWN_ID } from '../helpers/http.ts';
import { createClass, logIn, logOut, newEmail, type Person, signUp } from '../helpers/people.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

/** Every route with a body, and a right one. */
function bodies(classId: string): { path: string; json: Record<string, string> }[] {
  return [
    { path: '/auth/signup', json: { name: 'A', email: newEmail(), password: 'secure123', role: 'student' } },
    { path: '/signup', json: { name: 'A', email: newEmail(), password: 'secure123', role: 'student' } },
    { path: '/auth/login', json: { email: newEmail(), password: 'secure123' } },
    { path: '/login', json: { email: newEmail(), password: 'secure123' } },
    { path: '/class', json: { className: 'Math 101' } },
    { path: `/class/${classId}/add-student`, json: { studentId: UNKNOWN_ID } },
    { path: '/attendance/start', json: { classId } },
  ];
}

export function requestTests(rollcall: Origin, people: { teacher: Person; student: Person }): void {
  test('malformed JSON, form bodies, other types and no body at all: 400 on every route with a body', async () => {
    const { token } = people.teacher;
    for (const { path, json } of bodies(await createClass(rollcall, people.teacher))) {
      const text = JSON.stringify(json);
      const form = new URLSearchParams(json).toString();
      const wrong = [
        { raw: text.slice(0, -1), headers: JSON_TYPE },
        { raw: '"text"', headers: JSON_TYPE },
        { raw: `[${text}]`, headers: JSON_TYPE },
        { raw: 'null', headers: JSON_TYPE },
        { raw: form, headers: FORM_TYPE },
        { raw: text, headers: FORM_TYPE },
        { raw: text, headers: { 'content-type': 'text/plain' } },
        { headers: JSON_TYPE },
        {},
      ];
      for (const request of wrong) {
        const answer = await call(rollcall, `POST ${path}`, { token, ...request });
        expect(answer, `${path} ${JSON.stringify(request)}`).toEqual(refusal(400, sentences.schema));
      }
    }
  });

  test('the token is checked before the body and the path: 401 without one, whatever else is wrong', async () => {
    const lines = ['POST /class', 'POST /class/nonsense/add-student', 'POST /attendance/start'];
    for (const line of lines) {
      for (const raw of ['{"className":', '{}', 'x'.repeat(1_000_000)]) {
        const answer = await call(rollcall, line, { raw, headers: JSON_TYPE });
        expect(answer, line).toEqual(refusal(401, sentences.unauthorized));
      }
      expect(await call(rollcall, line)).toEqual(refusal(401, sentences.unauthorized));
    }
  });

  test.each([
    'GET /auth/signup',
    'GET /auth/login',
    'GET /signup',
    'GET /login',
    'PUT /login',
    'POST /me',
    'POST /auth/me',
    'POST /users/me',
    'DELETE /students',
    'GET /class',
    'PUT /class',
    `DELETE /class/${UNKNOWN_ID}`,
    `POST /class/${UNKNOWN_ID}`,
    `GET /class/${UNKNOWN_ID}/add-student`,
    `POST /class/${UNKNOWN_ID}/my-attendance`,
    `GET /class/${UNKNOWN_ID}/nothing`,
    'GET /attendance/start',
    'GET /attendance',
    'GET /auth',
    'GET /auth/nothing',
    'GET /users',
    'GET /me/',
    'GET /me/too',
    'GET /menu',
    'GET /signup/now',
    'GET /students/nothing',
    'GET /classes',
    'GET /metrics',
    'GET /health/ready',
    'GET /health/live',
    'GET /health/startup',
    'GET /openapi.json',
    'GET /auth/health/ready',
    'GET /nothing-here',
    'POST /nothing-here',
    'GET /api',
    'GET /api/v1',
    'GET /api/v1/nothing',
    'GET /api/v2/sessions',
    'GET /wsx',
    'GET /index.html',
    'GET /%24ne',
  ])('%s: a JSON 404, with and without a token', async (line) => {
    for (const token of [undefined, people.teacher.token]) {
      expect(await call(rollcall, line, { token })).toEqual(refusal(404));
    }
  });

  test('paths that are no text: 4xx in our shape', async () => {
    for (const path of ['/%zz', '/class/%', '/class/%ff%fe', '/me%00']) {
      const answer = await call(rollcall, `GET ${path}`, { token: people.teacher.token });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer).toEqual(refusal(answer.status));
      expect(answer.status).toBeLessThan(500);
    }
  });

  test('every answer carries a request id: the one given, else a new one, the same as in the body', async () => {
    const given = await call(rollcall, 'GET /me', { headers: { 'x-request-id': 'from-the-client-1' } });
    expect(given.headers.get('x-request-id')).toBe('from-the-client-1');
    expect(given.body).toMatchObject({ requestId: 'from-the-client-1' });
    const made = await call(rollcall, 'GET /nothing-here');
    expect(made.body).toMatchObject({ requestId: made.headers.get('x-request-id') });
  });

  test('log-out ends a classic token on every process, and no other of the same person', async () => {
    const person = await signUp(rollcall, 'teacher');
    const [classId, second] = [await createClass(rollcall, person), await logIn(rollcall, person)];
    const everywhere = (token: string) =>
      Promise.all(
        Array.from({ length: 4 }, async () => [
          (await call(rollcall, 'GET /auth/me', { token })).status,
          (await call(rollcall, `GET /class/${classId}`, { token })).status,
          (await call(rollcall, 'POST /attendance/start', { token, json: { classId: UNKNOWN_ID } })).status,
        ]),
      );
    expect(new Set((await everywhere(person.token)).flat())).toEqual(new Set([200, 404]));
    await logOut(rollcall, person.token);
    expect(await call(rollcall, 'GET /me', { token: person.token })).toEqual(refusal(401, sentences.unauthorized));
    const statuses = async () => [...new Set((await everywhere(person.token)).flat())];
    await expect.poll(statuses, { timeout: 2_000 }).toEqual([401]);
    expect(await statuses()).toEqual([401]);
    expect(new Set((await everywhere(second)).flat())).toEqual(new Set([200, 404]));
  });
}
