import { errors } from '@rollcall/contracts';
import type { Person } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deriveKey, mintToken, NONCE_BYTES } from '../src/domain/qr-token.ts';
import { type Answer, openHall, type TestHall } from './helpers.ts';

const MASTER_SECRET = 'a master secret of thirty-two characters';

let hall: TestHall;
let teacher: Person;
let student: Person;
let other: Person;
let classId: string;
let asTeacher: string;

beforeAll(async () => {
  hall = await openHall({ processes: 2, env: { QR_GRACE_SECONDS: '0', FAILED_CODES_PER_USER: '5' } });
});
afterAll(() => hall?.close());
beforeEach(() => {
  teacher = hall.auth.person('teacher');
  student = hall.auth.person('student');
  other = hall.auth.person('student');
  classId = hall.createClass(teacher, [student, other]);
  asTeacher = hall.auth.token(teacher);
});

const as = (method: string, path: string, body?: object) => hall.call(asTeacher, method, `/api/v1/${path}`, body);
async function start(policy: object = {}): Promise<string> {
  return (await as('POST', 'sessions', { classId, policy })).body.data._id;
}
const wall = async (sessionId: string) => (await as('GET', `sessions/${sessionId}/qr`)).body.data;
const scan = (body: object, who = student, path = 'scans') =>
  hall.call(hall.auth.token(who), 'POST', `/api/v1/${path}`, body);
function expectRefusal(answer: Answer, code: keyof typeof errors) {
  const { status, sentence } = errors[code];
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: { success: false, code, error: sentence, requestId: expect.any(String) },
  });
}
/** A token with our signature that no wall has shown. */
function mint(sessionId: string, roundNumber: number, expiresAtSeconds: number, secret = MASTER_SECRET) {
  const content = { sessionId, roundNumber, expiresAtSeconds };
  return mintToken(deriveKey(secret, 'qr-mac', sessionId), content, Buffer.alloc(NONCE_BYTES, 7));
}
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describe('a token is refused', () => {
  it('that is cut, extended, bent, of another secret, of another session’s key, or none at all: token_invalid', async () => {
    const sessionId = await start();
    const { token } = await wall(sessionId);
    const bent = `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`;
    const foreign = mint(sessionId, 1, inSeconds(30), 'another master secret of thirty-two letters');
    const swapped = Buffer.from(token, 'base64url');
    Buffer.from('f'.repeat(24), 'hex').copy(swapped);
    const otherShapes = ['', '!'.repeat(44), 'https://example.org/menu', 'x'.repeat(10_000)];
    for (const bad of [token.slice(1), `${token}A`, bent, foreign, swapped.toString('base64url'), ...otherShapes]) {
      expectRefusal(await scan({ token: bad }), 'token_invalid');
    }
    expect((await scan({})).body.code).toBe('invalid_request');
    expect((await scan({ token, code: 'AAAAAA' })).body.code).toBe('invalid_request');
  });

  it('of a session that is over, cancelled, or waits for its start: session_not_active', async () => {
    const ended = await start();
    const { token } = await wall(ended);
    await as('POST', `sessions/${ended}/end`);
    expectRefusal(await scan({ token }), 'session_not_active');
    const cancelled = await start();
    const before = await wall(cancelled);
    await as('POST', `sessions/${cancelled}/cancel`, { reason: 'Fire drill' });
    expectRefusal(await scan({ token: before.token }), 'session_not_active');
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const scheduled = (await as('POST', 'sessions', { classId, startsAt })).body.data._id;
    expectRefusal(await scan({ token: mint(scheduled, 1, inSeconds(40)) }), 'session_not_active');
    expectRefusal(await scan({ token: mint('f'.repeat(24), 1, inSeconds(40)) }), 'session_not_active');
  });

  it('of a round that is over, or has not begun: round_not_active, whoever asks', async () => {
    const sessionId = await start();
    const { token } = await wall(sessionId);
    await as('POST', `sessions/${sessionId}/rounds`);
    expectRefusal(await scan({ token }), 'round_not_active');
    expectRefusal(
      await scan({ token: mint(sessionId, 3, inSeconds(40)) }, hall.auth.person('student')),
      'round_not_active',
    );
  });

  it('of a stranger, before anything is said about the code: not_enrolled', async () => {
    const sessionId = await start();
    const stranger = hall.auth.person('student');
    expectRefusal(await scan({ token: (await wall(sessionId)).token }, stranger), 'not_enrolled');
    expectRefusal(await scan({ token: mint(sessionId, 1, inSeconds(-40)) }, stranger), 'not_enrolled');
  });

  it('that was replaced longer ago than its grace, is over by itself, or comes from the future: token_expired', async () => {
    const sessionId = await start();
    const { token } = await wall(sessionId);
    await as('POST', `sessions/${sessionId}/qr/rotate`);
    expectRefusal(await scan({ token }), 'token_expired');
    expectRefusal(await scan({ token: mint(sessionId, 1, inSeconds(-1)) }), 'token_expired');
    expectRefusal(await scan({ token: mint(sessionId, 1, inSeconds(100_000)) }), 'token_expired');
  });

  it('that somebody else has used up: token_consumed; who used it gets the first record again', async () => {
    const sessionId = await start({ mode: 'single-use', slots: 1, graceSeconds: 5 });
    const { token } = await wall(sessionId);
    const first = await scan({ token }, other);
    expect(first.status).toBe(200);
    const next = await wall(sessionId);
    expect(next.token).not.toBe(token);
    expectRefusal(await scan({ token }), 'token_consumed');
    expect((await scan({ token }, other)).body.data).toMatchObject({
      alreadyRecorded: true,
      record: first.body.data.record,
    });
    expect((await scan({ token: next.token })).status).toBe(200);
  });

  it('at the address of another round: token_invalid; at an address that is not there: 404', async () => {
    const sessionId = await start();
    const { token } = await wall(sessionId);
    await as('POST', `sessions/${sessionId}/rounds`);
    const second = (await wall(sessionId)).token;
    const at = (round: string) => `sessions/${sessionId}/rounds/${round}/scan`;
    expectRefusal(await scan({ token }, student, at(`${sessionId}.2`)), 'token_invalid');
    expectRefusal(await scan({ token: second }, student, at(`${sessionId}.3`)), 'round_not_found');
    expectRefusal(await scan({ token: second }, student, at('1')), 'round_not_found');
    expectRefusal(await scan({ token: second }, student, at(`${'f'.repeat(24)}.2`)), 'round_not_found');
    expect((await scan({ token: second }, student, at(`${sessionId}.2`))).status).toBe(200);
  });
});

describe('a typed code', () => {
  it('marks in any spelling, doubtful by default, kept as method code; the session’s new one ends it', async () => {
    const sessionId = await start();
    const { code } = await wall(sessionId);
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    const spelled = `${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `;
    expect((await scan({ code: spelled })).body.data.record).toMatchObject({
      method: 'code',
      verification: 'flagged',
      flags: ['typed_code'],
    });
    const { code: next } = (await as('POST', `sessions/${sessionId}/code/regenerate`)).body.data;
    expectRefusal(await scan({ code }, other), 'token_invalid');
    expect((await wall(sessionId)).code).toBe(next);
    expect((await scan({ code: next }, other)).status).toBe(200);
  });

  it('is as good as a scan, or none, where the policy says so', async () => {
    const allowed = await start({ typedCode: 'allow' });
    expect((await scan({ code: (await wall(allowed)).code })).body.data.record).toMatchObject({ flags: [] });
    await as('POST', `sessions/${allowed}/end`);
    const off = await start({ typedCode: 'off' });
    expect((await wall(off)).code).toBeNull();
    expect((await as('POST', `sessions/${off}/code/regenerate`)).body.data.code).toBeNull();
  });

  it('can be guessed five times in five minutes, also when all guesses come at once; right ones are not counted', async () => {
    const sessionId = await start();
    const { code } = await wall(sessionId);
    for (let n = 0; n < 8; n += 1) expect((await scan({ code })).status).toBe(200);
    const wrong = code === '222222' ? '333333' : '222222';
    const answers = await Promise.all(Array.from({ length: 20 }, () => scan({ code: wrong }, other)));
    const codes = answers.map(({ body }) => body.code);
    expect(codes.filter((one) => one === 'token_invalid')).toHaveLength(5);
    expect(codes.filter((one) => one === 'rate_limited')).toHaveLength(15);
    expectRefusal(await scan({ code }, other), 'rate_limited');
    // Somebody else is not held up.
    expect((await scan({ code })).status).toBe(200);
  });

  it('is another one after Redis lost everything, without anybody asking, and the wall shows it', async () => {
    const sessionId = await start();
    const { code, token } = await wall(sessionId);
    await hall.flushRedis();
    await vi.waitFor(async () => expect((await wall(sessionId)).code).not.toBe(code), 4_000);
    expect((await scan({ code: (await wall(sessionId)).code })).status).toBe(200);
    // The QR that was on the wall goes on working for its time.
    expect((await scan({ token }, other)).status).toBe(200);
  });
});

describe('codes of the secret before', () => {
  it('go on working while a new one signs: on the wall, typed, and receipts', async () => {
    const sessionId = await start();
    const { token, code } = await wall(sessionId);
    const { createCodes } = await import('../src/operations/codes.ts');
    const rotated = createCodes(['the new master secret of thirty-two letters', MASTER_SECRET]);
    const before = createCodes([MASTER_SECRET]);
    expect(rotated.read(token)).toMatchObject({ sessionId, roundNumber: 1 });
    expect(rotated.hashesOfTyped(code)).toContain(before.hashesOfTyped(code)[0]);
    const receipt = { sessionId, roundNumber: 1, studentId: student._id, firstSeenAtMs: Date.now() };
    expect(rotated.readReceipt(before.signReceipt(receipt))).toEqual(receipt);
    expect(rotated.open(sessionId, before.hideTyped(sessionId, code).sealed)).toBe(code);
    expect(before.read(mint(sessionId, 1, 5, 'the new master secret of thirty-two letters'))).toBeUndefined();
    expect(createCodes(['the new master secret of thirty-two letters']).read(token)).toBeUndefined();
  });
});

describe('a receipt', () => {
  it('of a 503 stands for a code that has moved on meanwhile, for its student alone', async () => {
    const sessionId = await start();
    const { token } = await wall(sessionId);
    await hall.infra.mongodb.signal('SIGSTOP');
    const failed = await scan({ token });
    await hall.infra.mongodb.signal('SIGCONT');
    expect(failed).toMatchObject({ status: 503, retryAfter: '1', body: { code: 'try_again' } });
    const { receipt } = failed.body;
    expect(receipt).toMatch(/^[\w-]{63}$/);
    await vi.waitFor(async () => expect((await as('POST', `sessions/${sessionId}/qr/rotate`)).status).toBe(200), 5_000);
    expectRefusal(await scan({ token }, other), 'token_expired');
    expectRefusal(await scan({ token, receipt }, other), 'token_expired');
    expectRefusal(await scan({ token, receipt: `A${receipt.slice(1)}` }, other), 'token_expired');
    const stored = await scan({ token, receipt });
    expect(stored.status).toBe(200);
    const ended = await as('POST', `sessions/${sessionId}/end`);
    expect(ended.body.data.summary).toMatchObject({ present: 1, absent: 1, total: 2 });
  });
});
