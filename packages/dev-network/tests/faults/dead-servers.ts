import { expect, test } from 'vitest';
import {
  endSession,
  type Hall,
  openHall,
  readCode,
  readRecords,
  scan,
  startWithCode,
} from '../contract/helpers/hall.ts';
import { type Answer, call, refusal } from '../contract/helpers/http.ts';
import type { TestNetwork } from '../contract/helpers/network.ts';
import type { Person } from '../contract/helpers/people.ts';

const ANSWER_MS = 3_000;
const RECOVERY_MS = 5_000;

interface Timed {
  answer: Answer;
  ms: number;
}

async function timed(answering: Promise<Answer>): Promise<Timed> {
  const startedAtMs = performance.now();
  return { answer: await answering, ms: performance.now() - startedAtMs };
}

/** One request per kind of work, each right when all is well. */
function requests(
  rollcall: TestNetwork,
  { teacher, classId }: Hall,
  sessionId: string,
  student: Person,
  token: string,
) {
  const { email, password } = teacher;
  const get = (path: string) => call(rollcall, `GET ${path}`, { token: teacher.token });
  return {
    logIn: () => call(rollcall, 'POST /auth/login', { json: { email, password } }),
    me: () => get('/me'),
    class: () => get(`/class/${classId}`),
    session: () => get(`/api/v1/sessions/${sessionId}`),
    code: () => get(`/api/v1/sessions/${sessionId}/qr`),
    scan: () => scan(rollcall, student, token),
    start: () => call(rollcall, 'POST /api/v1/sessions', { token: teacher.token, json: { classId } }),
  };
}

type Work = keyof ReturnType<typeof requests>;

/** What cannot be answered without each server; the rest may be answered or refused in the same way. */
const needs: Record<'mongodb' | 'redis' | 'nats', Work[]> = {
  mongodb: ['logIn', 'me', 'class', 'session', 'code', 'scan', 'start'],
  redis: ['code', 'scan'],
  nats: ['class', 'start'],
};

/** What needs NATS only to know that a log-in has not ended: refused as soon as the process has noticed. */
const refusedOnceNoticed: Work[] = ['session', 'code'];

export function deadServerTests(rollcall: TestNetwork): void {
  test.each(Object.keys(needs) as (keyof typeof needs)[])(
    'a dead %s: 503 with Retry-After within 3 s, ready but degraded, back within 5 s of its return',
    async (name) => {
      const hall = await openHall(rollcall, 3);
      const [early, late] = hall.students;
      const session = await startWithCode(rollcall, hall);
      const { token } = await readCode(rollcall, hall, session._id);
      expect((await scan(rollcall, early, token)).status).toBe(200);
      const work = requests(rollcall, hall, session._id, late, token);

      const server = rollcall.infra[name];
      await server.signal('SIGKILL');
      for (let round = 0; round < 2; round++) {
        const entries = await Promise.all(
          Object.entries(work).map(async ([what, send]) => [what as Work, await timed(send())] as const),
        );
        for (const [what, { answer, ms }] of entries) {
          const label = `${what} without ${name}, ${answer.status}`;
          expect(ms, label).toBeLessThan(ANSWER_MS);
          if (answer.status >= 500 || needs[name].includes(what)) {
            expect(answer, label).toEqual(refusal(503, 'One moment, please try again', 'try_again'));
            expect(answer.headers.get('retry-after'), label).toMatch(/^\d+$/);
          }
        }
      }
      await expect.poll(degraded, { timeout: ANSWER_MS }).toEqual(expect.arrayContaining(['session', 'session']));
      expect(new Set((await rollcall.readiness()).map(({ status }) => status))).toEqual(new Set([200]));
      for (const what of name === 'nats' ? refusedOnceNoticed : []) {
        expect(await work[what](), what).toEqual(refusal(503, 'One moment, please try again', 'try_again'));
      }

      await server.restart();
      const returnedAtMs = performance.now();
      await expect.poll(recovered, { timeout: RECOVERY_MS, interval: 100 }).toBe(true);
      expect(performance.now() - returnedAtMs).toBeLessThan(RECOVERY_MS);
      await expect.poll(degraded, { timeout: RECOVERY_MS }).toEqual([]);
      expect((await endSession(rollcall, hall, session._id)).summary).toMatchObject({ present: 2, absent: 1 });
      const records = await readRecords(rollcall, hall, session._id);
      expect(Object.fromEntries(records.map((record) => [record.studentId, record.status]))).toEqual({
        [early._id]: 'present',
        [late._id]: 'present',
        [hall.students[2]._id]: 'absent',
      });

      async function recovered() {
        const code = await work.code();
        if (code.status !== 200) return false;
        const { token } = (code.body as { data: { token: string } }).data;
        const answers = [
          await scan(rollcall, late, token),
          await work.logIn(),
          await work.class(),
          await work.session(),
        ];
        return answers.every(({ status }) => status === 200);
      }
    },
  );

  /** The services that say they are degraded, one entry a process. */
  async function degraded(): Promise<string[]> {
    const reports = await rollcall.readiness();
    return reports.filter(({ body }) => body.status === 'degraded').map(({ service }) => service);
  }
}
