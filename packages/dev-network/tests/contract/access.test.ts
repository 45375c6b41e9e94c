import { errors, type Route, routes } from '@rollcall/contracts';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Caller, type Case, callers, cases, excuseBody, type World } from './access/cases.ts';
import { expectedCode } from './access/expected.ts';
import { openBoard } from './helpers/board.ts';
import { openSocket } from './helpers/classic-socket.ts';
import { openHall, readCode, startWithCode } from './helpers/hall.ts';
import { type Answer, type CallOptions, call, dataOf } from './helpers/http.ts';
import { useNetwork } from './helpers/network.ts';
import { createClass, logIn, newEmail, type Person, signUp } from './helpers/people.ts';

const admin = { email: 'admin@school.test', password: 'secret-word' };
const rollcall = useNetwork(
  {
    FIRST_ADMIN_EMAIL: admin.email,
    FIRST_ADMIN_PASSWORD: admin.password,
    FAILED_LOG_INS_PER_ACCOUNT: '1000',
  },
  'in-process',
);

let world: World;
let people: Record<Exclude<Caller, 'nobody' | 'disabled'>, Pick<Person, 'email' | 'password'>>;
let disabledToken: string;

beforeAll(async () => {
  const hall = await openHall(rollcall, 1);
  const [otherStudent, otherTeacher, disabled] = [
    await signUp(rollcall, 'student'),
    await signUp(rollcall, 'teacher'),
    await signUp(rollcall, 'teacher'),
  ];
  await createClass(rollcall, otherTeacher);
  people = { student: hall.students[0], otherStudent, teacher: hall.teacher, otherTeacher, admin };
  world = makeWorld(hall);
  const token = await logIn(rollcall, admin);
  await send(`PATCH /api/v1/users/${disabled._id}`, { token, json: { disabled: true } });
  disabledToken = disabled.token;
});

function makeWorld(hall: World['hall']): World {
  // For a session of its own: a class has one open at a time.
  const classOfItsOwn = async () => {
    const teacher = { ...hall.teacher, token: await logIn(rollcall, hall.teacher) };
    return { ...hall, teacher, classId: await createClass(rollcall, teacher, hall.students) };
  };
  const asAdmin = async () => ({ token: await logIn(rollcall, admin) });
  return {
    hall,
    newEmail,
    async course() {
      const options = {
        token: await logIn(rollcall, hall.teacher),
        json: { code: newEmail().slice(0, 30), name: 'Algebra', term: '2026' },
      };
      return (await send<{ _id: string }>('POST /api/v1/courses', options))._id;
    },
    emptyClass: async () => createClass(rollcall, { ...hall.teacher, token: await logIn(rollcall, hall.teacher) }),
    openSession: async () => (await startWithCode(rollcall, await classOfItsOwn()))._id,
    async scheduledSession() {
      const { teacher, classId } = await classOfItsOwn();
      const startsAt = new Date(Date.now() + 3_600_000).toISOString();
      const options = { token: teacher.token, json: { classId, startsAt } };
      return (await send<{ _id: string }>('POST /api/v1/sessions', options))._id;
    },
    async flaggedRecord() {
      const own = await classOfItsOwn();
      const { _id } = await startWithCode(rollcall, own);
      const { code } = await readCode(rollcall, own, _id);
      const options = { token: await logIn(rollcall, hall.students[0]), json: { code } };
      return (await send<{ record: { _id: string } }>('POST /api/v1/scans', options)).record._id;
    },
    async logInSession() {
      const token = await logIn(rollcall, hall.students[0]);
      const { items } = await send<{ items: { _id: string; current: boolean }[] }>('GET /api/v1/auth/sessions', {
        token,
      });
      return items.find(({ current }) => current)?._id ?? '';
    },
    account: async () => (await signUp(rollcall, 'student'))._id,
    async deviceReset() {
      const { token } = await signUp(rollcall, 'student');
      return (await send<{ _id: string }>('POST /api/v1/device-resets', { token, json: {} }))._id;
    },
    async excuse() {
      const token = await logIn(rollcall, hall.students[0]);
      const { _id } = await send<{ _id: string }>('POST /api/v1/me/excuses', { token, json: excuseBody({ hall }) });
      const document = { token, raw: '%PDF-1.7', headers: { 'content-type': 'application/pdf' } };
      await send(`PUT /api/v1/me/excuses/${_id}/attachment`, document);
      return _id;
    },
    async export() {
      const options = {
        token: await logIn(rollcall, hall.teacher),
        json: { what: 'class', ofId: hall.classId, format: 'csv' },
      };
      return (await send<{ _id: string }>('POST /api/v1/exports', options))._id;
    },
    async userImport() {
      const raw = `name,email\nAnna,${newEmail()}\n`;
      const options = { ...(await asAdmin()), raw, headers: { 'content-type': 'text/csv' } };
      return (await send<{ _id: string }>('POST /api/v1/users/import?dryRun=true', options))._id;
    },
    async notification() {
      await this.openSession();
      const token = await logIn(rollcall, hall.students[0]);
      return vi.waitFor(
        async () => {
          const { items } = await send<{ items: { _id: string }[] }>('GET /api/v1/notifications', { token });
          if (!items[0]) throw new Error('the student was told nothing');
          return items[0]._id;
        },
        { timeout: 10_000, interval: 50 },
      );
    },
    async webhook() {
      const json = { url: 'https://hooks.school.test/rollcall', events: ['session.started'], enabled: false };
      return (await send<{ _id: string }>('POST /api/v1/webhooks', { ...(await asAdmin()), json }))._id;
    },
    async rosterImport() {
      const options = {
        ...(await asAdmin()),
        raw: 'email\nnobody@import.test\n',
        headers: { 'content-type': 'text/csv' },
      };
      return (await send<{ _id: string }>(`POST /api/v1/classes/${hall.classId}/students/import`, options))._id;
    },
  };
}

async function send<Data>(line: string, options: CallOptions): Promise<Data> {
  return dataOf<Data>(await call(rollcall, line, options));
}

/** Made once by key, for requests that leave it as it is. */
function lasting<Thing>() {
  const made = new Map<unknown, Promise<Thing>>();
  return (key: unknown, make: () => Promise<Thing>) => {
    const thing = made.get(key) ?? make();
    made.set(key, thing);
    return thing;
  };
}
const tokens = lasting<string>();
const ids = lasting<string>();
const otherIds = lasting<string>();

/** What ends log-ins of its caller, also others than the one that it is sent with. */
const endings = new Set(['logOut', 'logOutAll', 'endOtherLogInSessions']);

/** The token of a new account of the caller's role. */
async function newcomersToken(caller: keyof typeof people): Promise<string> {
  const role = caller.replace('other', '').toLowerCase();
  const account = { name: 'A newcomer', email: newEmail(), password: 'secret-word', role };
  await send('POST /api/v1/users', { token: await logIn(rollcall, admin), json: account });
  return logIn(rollcall, account);
}

/** A token; of somebody else of the same role for what ends log-ins. */
async function tokenOf(caller: Caller, route: Route): Promise<string | undefined> {
  if (caller === 'nobody') return undefined;
  if (caller === 'disabled') return disabledToken;
  if (endings.has(route.name)) return newcomersToken(caller);
  return tokens(caller, () => logIn(rollcall, people[caller]));
}

/** What a request is about: whoever is refused changes nothing, so that all of them may be told the same. */
async function ask(route: Route, path: string, one: Case, caller: Caller): Promise<Answer> {
  const isRefused = expectedCode(route, one, caller) !== undefined;
  const makeId = async () => (await one.id?.(world)) ?? '';
  const id = await (isRefused ? ids(one, makeId) : makeId());
  const makeOtherId = async () => (await one.otherId?.(world, id)) ?? '';
  const otherId = await (isRefused ? otherIds(one, makeOtherId) : makeOtherId());
  const json = await one.json?.(world);
  const body = one.file
    ? { raw: one.file.text, headers: { 'content-type': one.file.type } }
    : route.method === 'GET'
      ? {}
      : { json: json ?? {} };
  return call(rollcall, `${route.method} ${path.replace(':id', id).replace(/:\w+Id/, otherId)}`, {
    ...body,
    token: await tokenOf(caller, route),
  });
}

const matrix = Object.entries(routes).flatMap(([name, route]) => {
  const one = cases[name as keyof typeof routes];
  return route.paths.flatMap((path) =>
    callers.map((caller) => ({ route: route as unknown as Route, path, one, caller })),
  );
});

test(`${matrix.length} requests, every address of every route as every caller: who may, succeeds; who may not, is told why`, async () => {
  const wrong: string[] = [];
  const left = [...matrix];
  const worker = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const { route, path, one, caller } = next;
      const code = expectedCode(route, one, caller);
      const answer = await ask(route, path, one, caller);
      const status = code === undefined ? route.status : errors[code].status;
      const said = (answer.body as { code?: string }).code;
      if (answer.status !== status || said !== code) {
        wrong.push(`${route.method} ${path} as ${caller}: ${answer.status} ${said}, not ${status} ${code}`);
      }
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  expect(wrong).toEqual([]);
}, 60_000);

describe('within two seconds tokens are refused by every service and sockets are cut after', () => {
  interface LogIn {
    accessToken: string;
    refreshToken: string;
  }

  const logInAs = async (person: Person) =>
    send<LogIn>('POST /api/v1/auth/login', { json: { email: person.email, password: person.password } });

  const endings: Record<string, (person: Person, one: LogIn) => Promise<unknown>> = {
    'a log-out': (_, { accessToken: token }) => call(rollcall, 'POST /api/v1/auth/logout', { token }),
    'a log-out everywhere, from another device': async (person) => {
      const { accessToken: token } = await logInAs(person);
      await send('POST /api/v1/auth/logout-all', { token });
    },
    'a change of the password': async (person) => {
      const { accessToken: token } = await logInAs(person);
      const json = { currentPassword: person.password, newPassword: 'another word' };
      await send('POST /api/v1/auth/change-password', { token, json });
    },
    disabling: (person) => editUser(person, { disabled: true }),
    'a change of role': (person) => editUser(person, { role: 'student' }),
    'a refresh token used again': async (_, { refreshToken }) => {
      const refresh = (token: string) => call(rollcall, 'POST /api/v1/auth/refresh', { json: { refreshToken: token } });
      let newest = refreshToken;
      for (let n = 0; n < 10; n += 1) newest = dataOf<LogIn>(await refresh(newest)).refreshToken;
      expect((await refresh(refreshToken)).status).toBe(401);
    },
  };

  async function editUser({ _id }: Person, json: object) {
    await send(`PATCH /api/v1/users/${_id}`, { token: await logIn(rollcall, admin), json });
  }

  const ofEveryService = [
    'GET /api/v1/auth/me',
    'GET /api/v1/classes',
    `GET /api/v1/sessions/${'0'.repeat(24)}`,
    'GET /api/v1/notifications',
  ];

  test.each(Object.entries(endings))('%s', async (_, end) => {
    const person = await signUp(rollcall, 'teacher');
    const one = await logInAs(person);
    const statuses = () =>
      Promise.all(ofEveryService.map(async (line) => (await call(rollcall, line, { token: one.accessToken })).status));
    expect(await statuses()).toEqual([200, 200, 404, 200]);
    const classic = await openSocket(rollcall, one.accessToken);
    const board = await openBoard(rollcall, one.accessToken);
    await end(person, one);
    const endedAtMs = performance.now();
    await vi.waitFor(async () => expect(await statuses()).toEqual([401, 401, 401, 401]), {
      timeout: 2_000,
      interval: 10,
    });
    await Promise.all([classic.closed, board.closed]);
    expect(performance.now() - endedAtMs).toBeLessThan(2_000);
  });
});
