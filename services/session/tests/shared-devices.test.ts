import type { Person } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';
import { openLecture } from './lecture.ts';

const device = { id: 'one-phone-for-two' };
const shared = ['device_shared'];

let hall: TestHall;
/** What holds up scans of the first process before they are stored. */
let heldUntil: Promise<void> | undefined;
let held = 0;

beforeAll(async () => {
  hall = await openHall({
    processes: 2,
    overrides: (process) => ({
      checkpoint(point) {
        if (process !== 0 || point !== 'scan:before-write' || !heldUntil) return;
        held += 1;
        return heldUntil;
      },
    }),
  });
});
afterAll(() => hall?.close());
afterEach(() => {
  heldUntil = undefined;
  held = 0;
});

async function open(count: number, policy: 'flag' | 'require' = 'flag') {
  const students = Array.from({ length: count }, () => hall.auth.person('student'));
  const lecture = await openLecture(hall, students, { device: policy });
  const { token } = lecture;
  const scan = async (student: Person, by = device, process = 0) => {
    const answer = await lecture.post(student, { token, device: by }, process);
    expect(answer.status).toBe(200);
    return answer.body.data.record;
  };
  return { ...lecture, students, scan };
}
const all = (students: Person[], flags: string[]) => Object.fromEntries(students.map(({ _id }) => [_id, flags]));

describe.each(['flag', 'require'] as const)('a device that marks two students (%s)', (policy) => {
  it('makes both doubtful, and a third one too', async () => {
    const { students, scan, doubts } = await open(3, policy);
    const [first, second, third] = students as [Person, Person, Person];
    await scan(first, device, 1);
    await scan(second, device, 0);
    expect(await doubts()).toEqual(all([first, second], shared));
    expect((await scan(third, device, 1)).flags).toEqual(shared);
    expect(await doubts()).toEqual(all(students, shared));
  });

  it('makes both doubtful when they scan at once: of 20 pairs nobody gets away', async () => {
    const { students, scan, doubts } = await open(40, policy);
    await Promise.all(
      students.map((student, index) => scan(student, { id: `phone-of-pair-${index >> 1}` }, index % 2)),
    );
    expect(await doubts()).toEqual(all(students, shared));
  });
});

it('a scan that is on its way while its device marks somebody else is doubtful in its own answer', async () => {
  const { students, scan, doubts } = await open(2);
  const [first, second] = students as [Person, Person];
  let release = () => {};
  heldUntil = new Promise((resolve) => {
    release = resolve;
  });
  const early = scan(first, device, 0);
  await vi.waitFor(() => expect(held).toBe(1), 5_000);
  expect((await scan(second, device, 1)).flags).toEqual(shared);
  expect(await doubts()).toEqual(all([second], shared));
  release();
  expect(await early).toMatchObject({ flags: shared, verification: 'flagged' });
  expect(await doubts()).toEqual(all(students, shared));
});

describe('over rounds', () => {
  const next = async ({ as, wall, post }: Awaited<ReturnType<typeof open>>) => {
    await as('POST', '/rounds');
    const { token } = await wall();
    return (student: Person, by = device) => post(student, { token, device: by });
  };

  it('a device that marks another student in a later round makes both doubtful, in their rounds', async () => {
    const lecture = await open(2);
    const [first, second] = lecture.students as [Person, Person];
    await lecture.scan(first);
    await (await next(lecture))(second);
    expect([await lecture.doubts(1), await lecture.doubts(2)]).toEqual([all([first], shared), all([second], shared)]);
    const scanThird = await next(lecture);
    await scanThird(first);
    await scanThird(second, { id: 'a-phone-of-the-second' });
    expect(await lecture.doubts(3)).toEqual({
      [first._id]: shared,
      [second._id]: ['device_not_bound'],
    });
  });

  it('a device that marks its student again and again is no doubt', async () => {
    const lecture = await open(2);
    const [first, second] = lecture.students as [Person, Person];
    const own = { id: 'a-phone-of-the-second' };
    await lecture.scan(first);
    await lecture.scan(second, own);
    const scan = await next(lecture);
    await scan(second, own);
    await scan(first);
    expect([await lecture.doubts(1), await lecture.doubts(2)]).toEqual([
      all(lecture.students, []),
      all(lecture.students, []),
    ]);
  });
});

it('devices are remembered when Redis has lost everything: whom each marked, and which is shared', async () => {
  const { students, scan, as, wall, post, sessionId, doubts } = await open(4);
  const [first, second, third, fourth] = students as [Person, Person, Person, Person];
  const other = { id: 'one-phone-for-two-more' };
  await scan(first);
  await scan(second);
  await scan(third, other);
  await untilNoted(sessionId, 3);
  await hall.flushRedis();
  await vi.waitFor(async () => expect((await as('GET', '/qr')).status).toBe(200), 10_000);
  const scanAgain = async (student: Person, by: object) =>
    post(student, { token: (await wall()).token, device: by }, 1);
  expect((await scanAgain(fourth, other)).body.data.record.flags).toEqual(shared);
  expect(await doubts()).toEqual(all(students, shared));
  await as('POST', '/rounds');
  expect((await scanAgain(first, device)).body.data.record.flags).toEqual(shared);
});

/** Where scans came from is noted in the background. */
async function untilNoted(sessionId: string, scans: number): Promise<void> {
  const mongo = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
  await vi.waitFor(async () => {
    const found = await mongo.collection('evidence').find({ sessionId }).toArray();
    expect(found.flatMap((one) => one.scans)).toHaveLength(scans);
  }, 10_000);
  await mongo.close();
}
