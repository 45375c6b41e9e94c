import { failure, type Route, routes } from '@rollcall/contracts';
import { beforeAll, expect, test } from 'vitest';
import { badBodies, badQueries } from './bad-input/bodies.ts';
import { badTokens } from './bad-input/tokens.ts';
import { type Hall, openHall, startWithCode } from './helpers/hall.ts';
import {
  type Answer,
  type CallOptions,
  call,
  dataOf,
  impossibleIds,
  refusal,
  sentences,
  UNKNOWN_ID,
} from './helpers/http.ts';
import { useNetwork } from './helpers/network.ts';
import { createClass, logIn, type Person, signUp } from './helpers/people.ts';

const AT_ONCE = 24;
// The bare answers, to log-ins and for keys, have no `success` and `data`.
const SUCCESS_KEYS = new Set(['success', 'data', 'token', 'type', 'keys']);

const admin = { email: 'admin@school.test', password: 'secret-word' };
const rollcall = useNetwork(
  {
    ACCESS_TOKEN_TTL: '2s',
    FIRST_ADMIN_EMAIL: admin.email,
    FIRST_ADMIN_PASSWORD: admin.password,
    REQUESTS_PER_SECOND_PER_ADDRESS: '100000',
    REQUESTS_PER_SECOND_PER_USER: '100000',
  },
  'in-process',
);
const allRoutes = Object.values(routes) as unknown as Route[];
let hall: Hall;
let sessionId: string;
let adminToken: string;
let leaver: Person;
let realIds: [prefix: string, id: string][];
let samples: Record<string, Record<string, unknown>>;

beforeAll(async () => {
  hall = await openHall(rollcall, 2);
  leaver = await signUp(rollcall, 'student');
  adminToken = await logIn(rollcall, admin);
  sessionId = (await startWithCode(rollcall, hall))._id;
  const { name, email, password, role, _id: studentId } = hall.students[0];
  const classId = await createClass(rollcall, hall.teacher);
  realIds = [
    ['/api/v1/sessions', sessionId],
    // What is let through as a good name or a good code changes this class, not the one that is looked at afterwards.
    ['/api/v1/classes', await createClass(rollcall, hall.teacher)],
    ['/class', hall.classId],
  ];
  // Sign-ups of an account that is there already: whatever is let through stores nothing.
  const account = { name, email, password, role };
  samples = {
    signUp: account,
    classicSignUp: account,
    logIn: { email, password },
    classicLogIn: { email, password },
    bareLogIn: { email, password },
    createCourse: { code: 'A 1', name: 'Algorithms', term: '2026', description: 'none' },
    editCourse: { name: 'Algorithms' },
    createClass: { className: 'Algorithms', timeZone: 'UTC', scheduleText: 'never', meetingTimes: [] },
    createClassOfCourse: { className: 'Algorithms', teacherId: hall.teacher._id },
    editClass: { className: 'Algorithms', description: 'none', meetingTimes: [] },
    addCoTeacher: { email: 'nobody@school.test' },
    classicCreateClass: { className: 'Algorithms' },
    refresh: { refreshToken: 'x'.repeat(80) },
    changePassword: { currentPassword: 'not this one', newPassword: password },
    forgotPassword: { email: 'nobody@school.test' },
    resetPassword: { token: 'x', password },
    editMe: { email, currentPassword: 'not this one' },
    createUser: account,
    editUser: { name, role: 'admin', disabled: false, reason: 'none' },
    bindDevice: { device: { kind: 'id', id: 'a phone' }, label: 'mine' },
    approveDeviceReset: { reason: 'none' },
    rejectDeviceReset: { reason: 'none' },
    addStudent: { studentId, move: false },
    classicAddStudent: { studentId },
    makeJoinCode: { expiresInMinutes: 5, maxUses: 5, approval: true },
    joinClass: { code: 'AAAA-AAAA' },
    startSession: { classId },
    classicStart: { classId },
    cancelSession: { reason: 'none' },
    scan: { token: 'x'.repeat(44) },
    scanOfRound: { token: 'x'.repeat(44) },
    markStudent: { status: 'late', reason: 'none' },
    confirmRecord: { reason: 'none' },
    rejectRecord: { reason: 'none' },
    setRecordStatus: { status: 'late', reason: 'none' },
    moveSession: { room: 'Room 8' },
    createWebhook: { url: 'https://hooks.school.test/', events: ['session.started'], description: 'x', enabled: false },
    editWebhook: { url: 'https://hooks.school.test/', events: ['session.started'], enabled: false },
    setNotificationPreferences: { kinds: { session_started: { inApp: true, email: false } } },
    requestExcuse: { classId, sessionId, category: 'other', reason: 'none' },
    approveExcuse: { reason: 'none' },
    rejectExcuse: { reason: 'none' },
    createExport: { what: 'class', ofId: classId, format: 'csv', bom: true },
  };
});

interface Case extends CallOptions {
  line: string;
  what: string;
  /** The one status that is right, where there is one. */
  status?: number;
}

/** The address of a route with its ids filled in with real ones, or with `id`. */
function address(path: string, id?: string): string {
  const [, real = UNKNOWN_ID] = realIds.find(([prefix]) => path.startsWith(prefix)) ?? [];
  return path.replace(':id', id ?? real);
}

/** What ends log-ins, of somebody who is not needed any more. */
const endings = new Set(['logOut', 'logOutAll', 'endOtherLogInSessions', 'changePassword']);

function tokenFor(route: Route): string | undefined {
  if (endings.has(route.name)) return leaver.token;
  const { teacher, students } = hall;
  return {
    public: undefined,
    any: teacher.token,
    staff: teacher.token,
    teacher: teacher.token,
    student: students[0].token,
    admin: adminToken,
  }[route.access];
}

/** Sends everything, some at a time; each answer must be in our shape, never 5xx, never a cut connection. */
async function sendAll(cases: Case[]): Promise<void> {
  const left = [...cases];
  const wrong: string[] = [];
  const worker = async () => {
    for (let one = left.pop(); one; one = left.pop()) {
      const { line, what, status, ...options } = one;
      const answer: Answer | Error = await call(rollcall, line, options).catch((error) => error);
      if (!isInOurShape(answer) || (status !== undefined && answer.status !== status)) {
        wrong.push(`${line}, ${what}: ${answer instanceof Error ? answer : JSON.stringify(answer)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(wrong).toEqual([]);
}

function isInOurShape(answer: Answer | Error): answer is Answer {
  if (answer instanceof Error || answer.status >= 500) return false;
  if (answer.status >= 400) return failure.safeParse(answer.body).success;
  return Object.keys(answer.body as object).every((key) => SUCCESS_KEYS.has(key));
}

async function expectEverybodyReady(): Promise<void> {
  for (const { status, body } of await rollcall.readiness()) {
    expect({ status, body }).toEqual({ status: 200, body: expect.objectContaining({ status: 'ok' }) });
  }
}

test('hostile bodies on every route that takes one: refused in our shape, nothing stored, everybody ready', async () => {
  const stored = async () => [
    dataOf(await call(rollcall, 'GET /students', { token: hall.teacher.token })),
    dataOf(await call(rollcall, `GET /class/${hall.classId}`, { token: hall.teacher.token })),
  ];
  const before = await stored();
  const posts = allRoutes.filter((route) => route.method !== 'GET');
  await sendAll(
    posts.flatMap((route) => {
      const bodies = badBodies(samples[route.name] ?? {});
      return route.paths.flatMap((path) =>
        bodies.map((body) => ({ ...body, line: `${route.method} ${address(path)}`, token: tokenFor(route) })),
      );
    }),
  );
  expect(await stored()).toEqual(before);
  await expectEverybodyReady();
}, 120_000);

test('hostile queries and ids on every route: refused in our shape, everybody ready', async () => {
  const gets = allRoutes.filter((route) => route.method === 'GET');
  await sendAll([
    ...gets.flatMap((route) =>
      badQueries.map((query) => ({
        line: `GET ${address(route.paths[0])}${query}`,
        what: 'query',
        token: tokenFor(route),
      })),
    ),
    ...allRoutes
      .filter((route) => Object.keys(route.ids).length > 0)
      .flatMap((route) =>
        [...impossibleIds, '__proto__', '..%2f..%2fetc', 'a'.repeat(3_000)].map((id) => ({
          line: `${route.method} ${address(route.paths[0], id)}`,
          what: 'id',
          token: tokenFor(route),
          ...(samples[route.name] && { json: samples[route.name] }),
          ...(route.file && { raw: 'x', headers: { 'content-type': route.file.types[0] } }),
          status: 404,
        })),
      ),
  ]);
  await expectEverybodyReady();
}, 120_000);

test('bad tokens on every protected route: 401 before anything else', async () => {
  const tokens = Object.entries(await badTokens(rollcall, hall.teacher));
  const isProtected = allRoutes.filter((route) => route.access !== 'public');
  await sendAll(
    isProtected.flatMap((route) =>
      tokens.map(([what, authorization]) => ({
        line: `${route.method} ${address(route.paths[0], 'impossible')}`,
        what,
        status: 401,
        ...(route.method !== 'GET' && { raw: '{"malformed":' }),
        headers: {
          ...(route.method !== 'GET' && { 'content-type': 'application/json' }),
          ...(authorization !== undefined && { authorization }),
        },
      })),
    ),
  );
  expect((await call(rollcall, 'GET /me', { token: hall.teacher.token })).status).toBe(200);
  expect(await call(rollcall, 'GET /me')).toEqual(refusal(401, sentences.unauthorized));
  await expectEverybodyReady();
});

test('headers of 20 kB: 431 in our shape', async () => {
  const headers = { 'x-large': 'x'.repeat(20_000) };
  for (const path of ['/me', '/class', '/attendance/start', '/ws', '/nothing-here']) {
    expect(await call(rollcall, `GET ${path}`, { headers })).toEqual(refusal(431));
  }
});
