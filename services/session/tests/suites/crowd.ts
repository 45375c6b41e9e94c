import { setTimeout as wait } from 'node:timers/promises';
import type { Wall } from '@rollcall/contracts';
import type { Person } from '@rollcall/service-kit/testing';
import type { TestHall } from '../helpers.ts';

/** From seeing a code to posting it, ms. */
const LEAST_MS = 800;
const MOST_MS = 1_500;

export interface Crowd {
  elapsedMs: number;
  posts: number;
  /** How many answers of each code, 'in' for those that count. */
  answers: Record<string, number>;
}

/**
 * Everybody looks at the wall at once, takes a moment from seeing one of its codes to posting it, and who is told that
 * somebody else was faster looks again, when there is a time to wait after that.
 */
export async function sendCrowd(
  hall: TestHall,
  sessionId: string,
  teacher: Person,
  students: Person[],
): Promise<Crowd> {
  const startedAtMs = performance.now();
  const asTeacher = hall.auth.token(teacher);
  const look = async (): Promise<Wall> =>
    (await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/qr`)).body.data;
  // The screen: what it shows, everybody sees.
  let wall = await look();
  let isOver = false;
  const screen = (async () => {
    for (; !isOver; await wait(50)) wall = await look();
  })();
  const answers: Record<string, number> = {};
  let posts = 0;

  async function scanUntilIn(student: Person) {
    const token = hall.auth.token(student);
    for (;;) {
      const seen = wall.codes[Math.floor(Math.random() * wall.codes.length)];
      await wait(LEAST_MS + Math.random() * (MOST_MS - LEAST_MS));
      posts += 1;
      const answer = await hall.call(token, 'POST', '/api/v1/scans', { token: seen?.token }, posts % hall.urls.length);
      const said = answer.status === 200 ? 'in' : answer.body.code;
      answers[said] = (answers[said] ?? 0) + 1;
      if (said === 'in') return;
      await wait(Number(answer.retryAfter ?? 0) * 1_000);
    }
  }

  await Promise.all(students.map(scanUntilIn));
  isOver = true;
  await screen;
  return { elapsedMs: performance.now() - startedAtMs, posts, answers };
}
