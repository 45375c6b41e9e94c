import { recordSubject } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inMs, openSeminar, type Seminar } from './excuse-helpers.ts';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
/** Lets the stopped process go on, when everything is over. */
let release: (() => void) | undefined;
let dies = false;
/** Happens between the look at records and their marks. */
let meanwhile: (() => Promise<void>) | undefined;
let database: mongoose.Connection;
beforeAll(async () => {
  hall = await openHall({
    processes: 2,
    overrides: (process) => ({
      // The first process stops for good between a decision and what follows from it.
      ...(process === 0 && {
        checkpoint: (point: string) => {
          if (dies && point === 'excuse:after-decision') return new Promise<void>((resolve) => (release = resolve));
          return point === 'excuse:before-marks' ? meanwhile?.() : undefined;
        },
      }),
    }),
  });
  database = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
});
afterAll(async () => {
  release?.();
  await database.close();
  await hall.close();
});

/** A session that ended without the student. */
async function missed(seminar: Seminar, rounds = 1): Promise<string> {
  const sessionId = await seminar.start();
  for (let n = 1; n < rounds; n += 1) await seminar.round(sessionId);
  await seminar.end(sessionId);
  return sessionId;
}

describe('an approval', () => {
  test('turns absent of ended sessions into excused, by whoever decided, and the summary follows', async () => {
    const seminar = openSeminar(hall);
    const { student, teacher } = seminar;
    const events = await recordSubject(hall.infra.nats.url, 'evt.attendance.changed');
    const decisions = await recordSubject(hall.infra.nats.url, 'evt.excuse.decided');
    const sessionId = await missed(seminar, 2);
    expect(await seminar.summary(sessionId)).toMatchObject({ absent: 2, excused: 0 });
    const excuseId = await seminar.asked(student);
    const approved = await seminar.approve(excuseId, { reason: 'Get well' });
    expect(approved).toMatchObject({
      status: 200,
      body: { data: { status: 'approved', decision: { by: teacher._id, reason: 'Get well' } } },
    });
    const records = await seminar.records(sessionId, student);
    const change = { by: teacher._id, from: 'absent', to: 'excused', reason: 'Get well' };
    expect(records).toMatchObject([
      { roundNumber: 1, status: 'excused', method: 'manual', rev: 2, history: [change] },
      { roundNumber: 2, status: 'excused', method: 'manual', rev: 2, history: [change] },
    ]);
    expect(await seminar.summary(sessionId)).toMatchObject({ absent: 1, excused: 1, total: 2 });
    expect(await seminar.statuses(sessionId, seminar.students[1] as never)).toEqual(['absent', 'absent']);
    await expect.poll(() => events.messages.length).toBe(2);
    expect(events.messages[0]?.data).toMatchObject({ from: 'absent', status: 'excused', studentId: student._id });
    await expect
      .poll(() => decisions.messages)
      .toMatchObject([{ data: { excuseId, approved: true, why: 'Get well' } }]);
    await Promise.all([events.close(), decisions.close()]);
  });

  test('never touches present and late', async () => {
    const seminar = openSeminar(hall);
    const { student } = seminar;
    const sessionId = await seminar.start();
    await seminar.mark(sessionId, student, { status: 'late' });
    await seminar.round(sessionId);
    await seminar.mark(sessionId, student, { status: 'present' });
    await seminar.round(sessionId);
    await seminar.end(sessionId);
    await seminar.approve(await seminar.asked(student));
    expect(await seminar.statuses(sessionId, student)).toEqual(['late', 'present', 'excused']);
  });

  test('never touches who is marked present at this very moment', async () => {
    const seminar = openSeminar(hall);
    const { student } = seminar;
    const sessionId = await missed(seminar, 2);
    const excuseId = await seminar.asked(student);
    meanwhile = async () => {
      meanwhile = undefined;
      await seminar.mark(sessionId, student, { status: 'present', roundNumber: 1 });
    };
    await seminar.approve(excuseId);
    expect(await seminar.statuses(sessionId, student)).toEqual(['present', 'excused']);
  });

  test('covers one session when it says so, or those that begin in its time, of its class alone', async () => {
    const [seminar, other] = [openSeminar(hall), openSeminar(hall)];
    const { student } = seminar;
    hall.enrol(other.classId, student);
    const [one, two] = [await missed(seminar), await missed(seminar)];
    const elsewhere = await missed(other);
    await seminar.approve(await seminar.asked(student, { sessionId: one }));
    expect(await seminar.statuses(one, student)).toEqual(['excused']);
    expect(await seminar.statuses(two, student)).toEqual(['absent']);
    const { startedAt } = (await seminar.asTeacher('GET', `/api/v1/sessions/${two}`)).body.data;
    await seminar.approve(await seminar.asked(student, { from: inMs(-60_000), to: startedAt }));
    expect(await seminar.statuses(two, student)).toEqual(['absent']);
    await seminar.approve(await seminar.asked(student, { from: startedAt, to: inMs(1_000) }));
    expect(await seminar.statuses(two, student)).toEqual(['excused']);
    expect(await other.statuses(elsewhere, student)).toEqual(['absent']);
  });

  test('holds for sessions that end later: excused is written instead of absent', async () => {
    const seminar = openSeminar(hall);
    const { student } = seminar;
    const running = await seminar.start();
    await seminar.approve(await seminar.asked(student));
    await seminar.end(running, 1);
    expect(await seminar.records(running, student)).toMatchObject([{ status: 'excused', method: 'machine', rev: 1 }]);
    expect(await seminar.summary(running)).toEqual({ present: 0, late: 0, absent: 1, excused: 1, total: 2 });
    const later = await seminar.start();
    await seminar.mark(later, student, { status: 'present' });
    await seminar.end(later);
    expect(await seminar.statuses(later, student)).toEqual(['present']);
  });

  test('that comes while a session is ending is not lost', async () => {
    const seminar = openSeminar(hall);
    const { student } = seminar;
    const sessionId = await seminar.start();
    const excuseId = await seminar.asked(student);
    // Who is excused has been asked by then.
    hall.hooks.beforeRosterAnswer = async () => {
      hall.hooks.beforeRosterAnswer = undefined;
      expect((await seminar.approve(excuseId)).status).toBe(200);
    };
    await seminar.end(sessionId);
    await expect.poll(() => seminar.statuses(sessionId, student), { timeout: 10_000 }).toEqual(['excused']);
    await expect.poll(() => seminar.summary(sessionId)).toMatchObject({ absent: 1, excused: 1 });
  });

  test('whose process dies is finished by another one, once', async () => {
    const seminar = openSeminar(hall);
    const { student, teacher } = seminar;
    const sessionId = await missed(seminar);
    const excuseId = await seminar.asked(student);
    dies = true;
    void seminar.approve(excuseId, {}, 0).catch(() => undefined);
    await expect.poll(() => seminar.statuses(sessionId, student), { timeout: 10_000 }).toEqual(['excused']);
    dies = false;
    const excuses = database.collection<{ _id: string; marking?: boolean }>('excuses');
    await expect.poll(async () => (await excuses.findOne({ _id: excuseId }))?.marking).toBeUndefined();
    expect(await seminar.records(sessionId, student)).toMatchObject([{ rev: 2, history: [{ by: teacher._id }] }]);
  });

  test('does not undo what a person decides after it', async () => {
    const seminar = openSeminar(hall);
    const { student } = seminar;
    const sessionId = await missed(seminar);
    const excuseId = await seminar.asked(student);
    await seminar.approve(excuseId);
    await seminar.mark(sessionId, student, { status: 'absent', reason: 'Seen in the canteen' });
    const excuses = database.collection<{ _id: string }>('excuses');
    await excuses.updateOne({ _id: excuseId }, { $set: { marking: true } });
    await expect
      .poll(async () => (await excuses.findOne({ _id: excuseId, marking: true })) === null, { timeout: 10_000 })
      .toBe(true);
    expect(await seminar.statuses(sessionId, student)).toEqual(['absent']);
  });
});

test('a rejection needs a reason and changes no record', async () => {
  const seminar = openSeminar(hall);
  const sessionId = await missed(seminar);
  const excuseId = await seminar.asked(seminar.student);
  expect((await seminar.reject(excuseId, {})).status).toBe(400);
  expect(await seminar.reject(excuseId)).toMatchObject({
    status: 200,
    body: { data: { status: 'rejected', decision: { reason: 'No note' } } },
  });
  expect(await seminar.statuses(sessionId, seminar.student)).toEqual(['absent']);
});

test('of ten decisions at once one is taken, the others are told so', async () => {
  const seminar = openSeminar(hall);
  const excuseId = await seminar.asked(seminar.student);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      n % 2 === 0 ? seminar.approve(excuseId, {}, n % 4 && 1) : seminar.reject(excuseId),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status, body }) => status === 409 && body.code === 'excuse_decided')).toHaveLength(9);
});

test('decisions are made by the teachers of the class and by administrators', async () => {
  const [seminar, other] = [openSeminar(hall), openSeminar(hall)];
  const excuseId = await seminar.asked(seminar.student);
  const approve = (person: Parameters<Seminar['as']>[0], id = excuseId) =>
    seminar.as(person)('POST', `/api/v1/excuses/${id}/approve`, {});
  expect(await approve(other.teacher)).toMatchObject({ status: 403, body: { code: 'not_class_teacher' } });
  expect(await approve(seminar.student)).toMatchObject({ status: 403, body: { code: 'teacher_required' } });
  expect(await approve(seminar.teacher, 'f'.repeat(24))).toMatchObject({
    status: 404,
    body: { code: 'excuse_not_found' },
  });
  expect((await approve(hall.auth.person('admin'))).status).toBe(200);
});
