import mongoose from 'mongoose';
import { expect, onTestFinished, test } from 'vitest';
import { call, dataOf, refusal, sentences, success } from '../helpers/http.ts';
import type { TestNetwork } from '../helpers/network.ts';
import { logIn, newEmail, type Person, signUp } from '../helpers/people.ts';
import { claimsOf } from '../helpers/tokens.ts';

const signUpPaths = ['/auth/signup', '/signup'];
const mePaths = ['/auth/me', '/users/me', '/me'];
const studentPaths = ['/students', '/users/students'];

function account() {
  return { name: 'Alice Teacher', email: newEmail(), password: 'secure123', role: 'teacher' };
}

export function accountTests(rollcall: TestNetwork): void {
  test.each(signUpPaths)('POST %s: 201 with exactly _id, name, email, role', async (path) => {
    const json = account();
    const { name, email, role } = json;
    const data = { _id: expect.stringMatching(/^[0-9a-f]{24}$/), name, email, role };
    expect(await call(rollcall, `POST ${path}`, { json })).toEqual(success(201, data));
  });

  test.each(['TEACHER', 'Teacher', 'STUDENT', 'sTuDeNt'])(
    'sign-up takes the role %s, answers it in lower case',
    async (role) => {
      const answer = await call(rollcall, 'POST /auth/signup', { json: { ...account(), role } });
      expect(dataOf(answer)).toMatchObject({ role: role.toLowerCase() });
    },
  );

  test.each(signUpPaths)('POST %s: 400 Email already exists, in whatever case it is written', async (path) => {
    const json = account();
    await call(rollcall, 'POST /auth/signup', { json });
    for (const email of [json.email, json.email.toUpperCase()]) {
      const again = await call(rollcall, `POST ${path}`, { json: { ...json, email, name: 'Somebody Else' } });
      expect(again).toEqual(refusal(400, sentences.emailTaken));
    }
  });

  test('ten sign-ups at once with one e-mail make one account', async () => {
    const json = account();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const email = index % 2 === 0 ? json.email : json.email.toUpperCase();
        return call(rollcall, 'POST /signup', { json: { ...json, email } });
      }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 201);
    expect(others).toEqual(others.map(() => refusal(400, sentences.emailTaken)));
  });

  test('sign-up takes a password of 6 characters and ignores unknown keys', async () => {
    const json = { ...account(), password: '123456', confirmPassword: '123456', _id: 'mine', isAdmin: true };
    const data = { _id: expect.stringMatching(/^[0-9a-f]{24}$/), name: json.name, email: json.email, role: json.role };
    expect(await call(rollcall, 'POST /auth/signup', { json })).toEqual(success(201, data));
    await logIn(rollcall, json);
  });

  test.each([
    ['no name', { name: undefined }],
    ['no e-mail', { email: undefined }],
    ['no password', { password: undefined }],
    ['no role', { role: undefined }],
    ['a password of 5 characters', { password: '12345' }],
    ['a role of its own making', { role: 'principal' }],
    ['the role admin', { role: 'admin' }],
    ['an e-mail that is none', { email: 'alice' }],
    ['an operator for the e-mail', { email: { $ne: '' } }],
    ['an operator for the password', { password: { $ne: '' } }],
    ['an array for the name', { name: ['Alice'] }],
    ['a number for the password', { password: 12345678 }],
    ['null for the role', { role: null }],
  ])('sign-up with %s: 400 Invalid request schema', async (_what, change) => {
    const answer = await call(rollcall, 'POST /auth/signup', { json: { ...account(), ...change } });
    expect(answer).toEqual(refusal(400, sentences.schema));
  });

  test('POST /auth/login: 200 with a token, whatever the case of the e-mail', async () => {
    const alice = await signUp(rollcall, 'student');
    for (const email of [alice.email, alice.email.toUpperCase()]) {
      const answer = await call(rollcall, 'POST /auth/login', { json: { email, password: alice.password } });
      expect(answer.status).toBe(200);
      expect(dataOf(answer)).toMatchObject({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) });
    }
  });

  test('POST /login: 200 with exactly token and type, nothing around them', async () => {
    const { email, password } = await signUp(rollcall, 'student');
    const answer = await call(rollcall, 'POST /login', { json: { email, password, remember: true } });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ token: expect.any(String), type: 'bearer' });
    const { token } = answer.body as { token: string };
    expect((await call(rollcall, 'GET /me', { token })).status).toBe(200);
  });

  test.each(['/auth/login', '/login'])(
    'POST %s: 400 for wrong passwords of any length and unknown people',
    async (path) => {
      const { email } = await signUp(rollcall, 'student');
      const attempts = [
        { email, password: 'not-the-password' },
        { email, password: 'x' },
        { email: newEmail(), password: 'secret-word' },
      ];
      for (const json of attempts) {
        expect(await call(rollcall, `POST ${path}`, { json })).toEqual(refusal(400, sentences.wrongCredentials));
      }
    },
  );

  test.each([
    ['no e-mail', { email: undefined }],
    ['no password', { password: undefined }],
    ['operators', { email: { $gt: '' }, password: { $ne: '' } }],
    ['an array', { password: ['secret-word'] }],
    ['a number', { email: 7 }],
    ['null', { password: null }],
  ])('log-in with %s: 400 Invalid request schema', async (_what, change) => {
    for (const path of ['/auth/login', '/login']) {
      const json = { email: newEmail(), password: 'secret-word', ...change };
      expect(await call(rollcall, `POST ${path}`, { json })).toEqual(refusal(400, sentences.schema));
    }
  });

  test('a classic token lives 24 hours and says userId and role', async () => {
    const alice = await signUp(rollcall, 'teacher');
    const claims = claimsOf(alice.token);
    expect(claims).toMatchObject({ userId: alice._id, role: 'teacher' });
    expect(claims.exp - claims.iat).toBe(24 * 3600);
  });

  test.each(mePaths)('GET %s: exactly _id, name, email, role, with Bearer, bearer and without', async (path) => {
    for (const person of [await signUp(rollcall, 'teacher'), await signUp(rollcall, 'student')]) {
      const { _id, name, email, role, token } = person;
      for (const authorization of [`Bearer ${token}`, `bearer ${token}`, token]) {
        const answer = await call(rollcall, `GET ${path}`, { headers: { authorization } });
        expect(answer).toEqual(success(200, { _id, name, email, role }));
      }
    }
  });

  test.each([...mePaths, ...studentPaths])('GET %s: 401 without a good token', async (path) => {
    const token = await logIn(rollcall, await signUp(rollcall, 'teacher'));
    const bad = ['', 'Bearer', 'Bearer ', 'Bearer null', 'nonsense', token.slice(0, -4), `Basic ${token}`];
    for (const authorization of bad) {
      const answer = await call(rollcall, `GET ${path}`, { headers: { authorization } });
      expect(answer).toEqual(refusal(401, sentences.unauthorized));
    }
    expect(await call(rollcall, `GET ${path}`)).toEqual(refusal(401, sentences.unauthorized));
  });

  test.each(studentPaths)('GET %s: every student with exactly _id, name, email, and no teacher', async (path) => {
    const [teacher, student] = [await signUp(rollcall, 'teacher'), await signUp(rollcall, 'student', 'Listed')];
    const answer = await call(rollcall, `GET ${path}`, { token: teacher.token });
    const list = dataOf<Pick<Person, '_id' | 'name' | 'email'>[]>(answer);
    expect(list).toContainEqual({ _id: student._id, name: 'Listed', email: student.email });
    expect(list.map(({ _id }) => _id)).not.toContain(teacher._id);
    expect(new Set(list.map((one) => Object.keys(one).sort().join()))).toEqual(new Set(['_id,email,name']));
  });

  test.each(studentPaths)('GET %s: 403 for students', async (path) => {
    const { token } = await signUp(rollcall, 'student');
    expect(await call(rollcall, `GET ${path}`, { token })).toEqual(refusal(403, sentences.teacherOnly));
  });
  test.each(mePaths)('GET %s: 404 User not found for somebody who is no more', async (path) => {
    const { email, token } = await signUp(rollcall, 'student');
    const client = await new mongoose.mongo.MongoClient(rollcall.infra.mongodb.url).connect();
    onTestFinished(() => client.close());
    expect((await client.db('rollcall-auth').collection('users').deleteOne({ email })).deletedCount).toBe(1);
    expect(await call(rollcall, `GET ${path}`, { token })).toEqual(refusal(404, sentences.noUser));
  });
}
