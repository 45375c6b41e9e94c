import type { Notification } from '@rollcall/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstOf, type Office, openOffice, type TestClass, until } from './helpers.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice({ processes: 2 });
}, 60_000);
afterAll(() => office.close());

const summary = { present: 0, late: 0, absent: 1, excused: 0, total: 1 };
let endedAtMs = Date.parse('2026-03-02T08:00:00.000Z');

/** A session ends whose first student was absent so often in a row. */
async function end({ classId, students }: TestClass, inARow: number) {
  const sessionId = office.newId();
  office.absences.set(sessionId, [{ studentId: firstOf(students)._id, inARow }]);
  endedAtMs += 86_400_000;
  const endedAt = new Date(endedAtMs).toISOString();
  const event = { sessionId, classId, endedAt, summary };
  await office.tell('sessionEnded', event);
  // Nothing says that a check is over but the next one's effect: the pause between looks is half a second.
  return event;
}

const rows = (items: Notification[]) =>
  items.flatMap(({ kind, data }) => (kind === 'consecutive_absences' ? data.inARow : [])).toSorted((a, b) => a - b);

it('student and teachers hear of three in a row, not of fewer, and again at six', async () => {
  const one = office.openClass();
  const [student, teacher] = [firstOf(one.students), firstOf(one.teachers)];
  for (const [inARow, told] of [
    [2, []],
    [3, [3]],
    [4, [3]],
    [5, [3]],
    [6, [3, 6]],
  ] as const) {
    await end(one, inARow);
    await checked();
    expect(rows((await office.listOf(student)).items)).toEqual(told);
  }
  const { items } = await office.listOf(teacher);
  expect(items).toMatchObject([{ data: { studentName: student.name } }, { data: { studentId: student._id } }]);
  expect(rows(items)).toEqual([3, 6]);
});

it('a new run is told again, and a run that jumps over three by a late change is told, once', async () => {
  const one = office.openClass();
  const student = firstOf(one.students);
  for (const inARow of [3, 0, 1, 2, 4, 5]) {
    await end(one, inARow);
    await checked();
  }
  expect(rows((await office.listOf(student)).items)).toEqual([3, 4]);
});

it('an end that is told again long after changes nothing', async () => {
  const one = office.openClass();
  const student = firstOf(one.students);
  const between = await end(one, 0);
  await end(one, 3);
  await checked();
  await office.tell('sessionEnded', between);
  await checked();
  await end(one, 4);
  await checked();
  expect(rows((await office.listOf(student)).items)).toEqual([3]);
});

it('of the most that session counts, it is told no more at every end', async () => {
  const one = office.openClass();
  for (const inARow of [20, 20, 20]) {
    await end(one, inARow);
    await checked();
  }
  expect(rows((await office.listOf(firstOf(one.students))).items)).toEqual([20]);
});

it('while session does not answer, everything else goes on, and it is made up for', async () => {
  const one = office.openClass();
  office.hooks.beforeClassAnswer = async (classId) => {
    if (classId === one.classId) throw new Error('cannot be');
  };
  await end(one, 3);
  const other = office.openClass();
  await office.tell('sessionCancelled', { sessionId: office.newId(), classId: other.classId, why: 'Snow' });
  await until(async () => expect(await office.kindsOf(firstOf(other.students))).toEqual(['session_cancelled']));
  office.hooks.beforeClassAnswer = undefined;
  await until(async () => expect(rows((await office.listOf(firstOf(one.students))).items)).toEqual([3]));
});

/** Resolves when every end that was told has been looked at: the latest is taken up last. */
async function checked() {
  const last = office.openClass();
  await end(last, 3);
  const student = firstOf(last.students);
  await until(async () => expect(rows((await office.listOf(student)).items)).toEqual([3]));
}
