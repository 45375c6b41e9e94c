import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstOf, type Office, openOffice, recordOf, until } from './helpers.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 60_000);
afterAll(() => office.close());

const at = (second: number) => ({
  time: new Date(Date.parse('2026-03-02T08:00:00.000Z') + second * 1_000).toISOString(),
});

/** Events by the second in which they happened, told one after the other in both orders, and all twice. */
const orders = ['as they happened', 'the other way round', 'in one go'] as const;

async function tellIn(order: (typeof orders)[number], tellings: (() => Promise<unknown>)[]) {
  const wanted = order === 'the other way round' ? tellings.toReversed() : tellings;
  for (const tell of [...wanted, ...wanted]) {
    await tell();
    if (order !== 'in one go') await office.allTaken();
  }
  await office.allTaken();
}

it.each(orders)('a doubt that was decided waits for nobody: %s', async (order) => {
  const one = office.openClass();
  const record = { ...recordOf(one, office.newId()), status: 'present' } as const;
  const [flaggedId, reviewedId] = [office.newId(), office.newId()];
  await tellIn(order, [
    () => office.tell('attendanceFlagged', { ...record, flags: ['device_shared'] }, { id: flaggedId, ...at(1) }),
    () =>
      office.tell(
        'attendanceReviewed',
        { ...record, verification: 'confirmed', why: null },
        { id: reviewedId, ...at(2) },
      ),
  ]);
  const [teacher, student] = [firstOf(one.teachers), firstOf(one.students)];
  expect(await office.listOf(teacher)).toMatchObject({ unread: 0, items: [{ kind: 'attendance_flagged' }] });
  expect(await office.listOf(student)).toMatchObject({
    unread: 1,
    items: [
      { kind: 'attendance_reviewed', readAt: null },
      { kind: 'attendance_flagged', readAt: at(2).time },
    ],
  });
});

it('a new doubt after a decision waits again, and is shown; an old one that is heard of late is not', async () => {
  const one = office.openClass();
  const record = { ...recordOf(one, office.newId()), status: 'present' } as const;
  await office.tell('attendanceReviewed', { ...record, verification: 'confirmed', why: null }, at(10));
  await office.allTaken();
  const live = await office.live();
  await office.tell('attendanceFlagged', { ...record, flags: ['device_shared'] }, at(5));
  await office.allTaken();
  expect(live.messages).toEqual([]);
  await office.tell('attendanceFlagged', { ...record, flags: ['device_shared'] }, at(20));
  const teacher = firstOf(one.teachers);
  await until(async () => expect((await office.listOf(teacher)).unread).toBe(1));
  await until(() => expect(live.messages).toHaveLength(2));
  await live.close();
});

it.each(orders)('a wish to be excused that was decided or withdrawn waits for no teacher: %s', async (order) => {
  const one = office.openClass();
  const [teacher, student] = [firstOf(one.teachers), firstOf(one.students)];
  const excuse = () => ({ excuseId: office.newId(), classId: one.classId, studentId: student._id });
  const [decided, withdrawn] = [excuse(), excuse()];
  const [asked, taken, answered, other] = [office.newId(), office.newId(), office.newId(), office.newId()];
  await tellIn(order, [
    () => office.tell('excuseRequested', decided, { id: asked, ...at(1) }),
    () => office.tell('excuseRequested', withdrawn, { id: other, ...at(1) }),
    () => office.tell('excuseDecided', { ...decided, approved: true, why: null }, { id: answered, ...at(2) }),
    () => office.tell('excuseWithdrawn', withdrawn, { id: taken, ...at(3) }),
  ]);
  const { unread, items } = await office.listOf(teacher);
  expect([unread, items.map(({ kind }) => kind)]).toEqual([0, ['excuse_requested', 'excuse_requested']]);
  expect(await office.kindsOf(student)).toEqual(['excuse_decided']);
});

it('an unknown class, and a student whom nobody knows, keep nobody else waiting', async () => {
  const one = office.openClass();
  const nobody = { sessionId: office.newId(), classId: office.newId() };
  await office.tell('sessionStarted', { ...nobody, startedAt: at(0).time });
  await office.tell('attendanceFlagged', {
    ...nobody,
    studentId: office.newId(),
    recordId: 'x',
    roundNumber: 1,
    status: 'present',
    flags: [],
  });
  await office.tell('deviceResetApproved', { userId: office.newId(), resetId: office.newId() });
  await office.neighbours.connection.jetstream().publish('evt.session.started', '{"no": "envelope"}');
  await office.tell('sessionStarted', { sessionId: office.newId(), classId: one.classId, startedAt: at(0).time });
  await until(async () => expect(await office.kindsOf(firstOf(one.students))).toEqual(['session_started']));
});

it('while class is away events wait, and none is lost', async () => {
  const one = office.openClass();
  const fresh = office.openClass();
  office.hooks.beforeClassAnswer = () => new Promise(() => {});
  const started = (classId: string) =>
    office.tell('sessionStarted', { sessionId: office.newId(), classId, startedAt: at(0).time });
  await started(one.classId);
  await started(fresh.classId);
  await until(() => expect(office.classesAsked()).toBeGreaterThan(0));
  office.hooks.beforeClassAnswer = undefined;
  for (const { students } of [one, fresh]) {
    await until(async () => expect(await office.kindsOf(firstOf(students))).toEqual(['session_started']));
  }
});
