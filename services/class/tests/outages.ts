import { expect } from 'vitest';
import { expectFailure } from './failures.ts';
import { type ClassTest, first, type HttpAnswer } from './helpers.ts';

/** One good request to every route of the service, to be sent as often as wanted. */
export async function everyRoute(service: ClassTest) {
  const { teacherToken, students, classId } = await service.classWith(1);
  const studentToken = service.auth.token(first(students));
  const { _id: studentId } = service.auth.person('student');
  await service.call('GET', `/class/${classId}`, studentToken);
  return [
    () => service.call('POST', '/class', teacherToken, { className: 'Physics' }),
    () => service.call('POST', '/api/v1/classes', teacherToken, { className: 'Physics' }),
    () => service.call('GET', `/class/${classId}`, teacherToken),
    () => service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId }),
    () => service.call('POST', `/api/v1/classes/${classId}/students`, teacherToken, { studentId }),
    () => service.call('GET', `/class/${classId}/my-attendance`, studentToken),
  ];
}

/** MongoDB's driver, left to itself, waits for 30 s; on a busy machine three may become four. */
const SOON_MS = 10_000;

/** 503 with Retry-After, soon. */
export async function expectTryAgain(ask: () => Promise<HttpAnswer>) {
  const startedAt = performance.now();
  const answered = await ask();
  expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
  expectFailure(answered, 'tryAgain');
  expect(Number(answered.retryAfter)).toBeGreaterThan(0);
}
