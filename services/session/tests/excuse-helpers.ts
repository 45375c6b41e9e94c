import type { Person } from '@rollcall/service-kit/testing';
import { expect } from 'vitest';
import type { Answer, TestHall } from './helpers.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** An instant so far from now. */
export const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

/** What covers everything that happens in a test. */
export const aroundNow = () => ({ from: inMs(-HOUR_MS), to: inMs(HOUR_MS) });

export const pdf = '%PDF-1.7\nA medical note';

export type Seminar = ReturnType<typeof openSeminar>;

/** A class with a teacher and students who ask to be excused. */
export function openSeminar(hall: TestHall, studentCount = 2) {
  const teacher = hall.auth.person('teacher');
  const students = Array.from({ length: studentCount }, () => hall.auth.person('student'));
  const classId = hall.createClass(teacher, students);
  const as = (person: Person) => (method: string, path: string, body?: unknown, process?: number) =>
    hall.call(hall.auth.token(person), method, path, body, process);
  const asTeacher = as(teacher);

  const ask = (student: Person, body: object = {}) => {
    const range = 'sessionId' in body ? {} : aroundNow();
    return as(student)('POST', '/api/v1/me/excuses', {
      classId,
      category: 'illness',
      reason: 'Flu',
      ...range,
      ...body,
    });
  };

  return {
    teacher,
    students,
    student: students[0] as Person,
    classId,
    as,
    asTeacher,
    ask,

    /** The id of an excuse that was asked for. */
    async asked(student: Person, body?: object): Promise<string> {
      const answer = await ask(student, body);
      expect(answer.status).toBe(201);
      return answer.body.data._id;
    },

    approve: (excuseId: string, body: object = {}, process?: number) =>
      asTeacher('POST', `/api/v1/excuses/${excuseId}/approve`, body, process),
    reject: (excuseId: string, body: object = { reason: 'No note' }) =>
      asTeacher('POST', `/api/v1/excuses/${excuseId}/reject`, body),

    async start(body: object = {}): Promise<string> {
      const started = await asTeacher('POST', '/api/v1/sessions', { classId, ...body });
      expect(started.status).toBe(201);
      return started.body.data._id;
    },
    round: (sessionId: string) => asTeacher('POST', `/api/v1/sessions/${sessionId}/rounds`),
    end: (sessionId: string, process?: number) =>
      asTeacher('POST', `/api/v1/sessions/${sessionId}/end`, undefined, process),
    mark: (sessionId: string, student: Person, body: object) =>
      asTeacher('PUT', `/api/v1/sessions/${sessionId}/records/${student._id}`, body),

    /** The records of a student, round by round. */
    async records(sessionId: string, student: Person) {
      const { items } = (await asTeacher('GET', `/api/v1/sessions/${sessionId}/records`)).body.data;
      return (items as StoredRecord[]).filter(({ studentId }) => studentId === student._id);
    },
    async statuses(sessionId: string, student: Person): Promise<string[]> {
      return (await this.records(sessionId, student)).map(({ status }) => status);
    },
    async summary(sessionId: string) {
      return (await asTeacher('GET', `/api/v1/sessions/${sessionId}`)).body.data.summary;
    },

    /** Sends a file as the document of an excuse. */
    async attach(student: Person, excuseId: string, content: string | Uint8Array, type = 'application/pdf') {
      const response = await fetch(`${hall.urls[0]}/api/v1/me/excuses/${excuseId}/attachment`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${hall.auth.token(student)}`, 'content-type': type },
        body: Buffer.from(content as Uint8Array),
      });
      return { status: response.status, body: await response.json() } as Answer;
    },
    download: (person: Person, excuseId: string) =>
      fetch(`${hall.urls[0]}/api/v1/excuses/${excuseId}/attachment`, {
        headers: { authorization: `Bearer ${hall.auth.token(person)}` },
      }),
  };
}

interface StoredRecord {
  studentId: string;
  roundNumber: number;
  status: string;
  method: string;
  rev: number;
  history: { by: string; from: string; to: string; reason: string }[];
}
