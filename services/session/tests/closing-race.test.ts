import type { Person } from '@rollcall/service-kit/testing';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';
import { openLecture } from './lecture.ts';

/** A pending mark stands for 3 s, and the end is not far behind. */
const LEASE_OVER_MS = 10_000;

/** Where scans of the first process stop until they may go on. The second one ends sessions. */
type Point = 'scan:before-write' | 'scan:after-write';
let stop: { point: Point; scans: number; until: Promise<void>; release(): void } | undefined;

let hall: TestHall;
beforeAll(async () => {
  hall = await openHall({
    processes: 2,
    overrides: (process) => ({
      checkpoint(point) {
        if (process !== 0 || point !== stop?.point) return;
        stop.scans += 1;
        return stop.until;
      },
    }),
  });
});
afterAll(() => hall?.close());
afterEach(() => {
  stop?.release();
  stop = undefined;
  hall.hooks.beforeRosterAnswer = undefined;
});

/** A session whose first students have scanned and are stopped on their way. */
async function openWithScansAt(point: Point, count: number) {
  const students = Array.from({ length: count + 1 }, () => hall.auth.person('student'));
  const late = students.at(-1) as Person;
  const lecture = await openLecture(hall, students);
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const stopped = { point, scans: 0, until, release };
  stop = stopped;
  const { token } = lecture;
  const scan = (student: Person, process = 0) => lecture.post(student, { token }, process);
  const early = Promise.all(students.slice(0, -1).map((student) => scan(student)));
  await vi.waitFor(() => expect(stopped.scans).toBe(count), 5_000);
  const end = async () => (await lecture.as('POST', '/end', 1)).body.data.summary;
  const isClosing = () =>
    vi.waitFor(async () => expect((await lecture.as('GET', '', 1)).body.data.status).toBe('closing'), 5_000);
  const statuses = async (): Promise<string[]> =>
    (await lecture.as('GET', '/records')).body.data.items.map(({ status }: { status: string }) => status).sort();
  return { ...lecture, students, late, scan, early, release, end, isClosing, statuses };
}

/** How often somebody has looked for pending marks: nothing else asks for all values of a hash. */
async function countLooks(): Promise<number> {
  const counts = (hall.cluster?.nodes ?? [hall.infra.redis]).map(async ({ url }) => {
    const redis = new Redis(url);
    const [, calls = '0'] = /cmdstat_hvals:calls=(\d+)/.exec(await redis.info('commandstats')) ?? [];
    redis.disconnect();
    return Number(calls);
  });
  return (await Promise.all(counts)).reduce((total, one) => total + one, 0);
}

it('scans that were decided before the closing are waited for and count; who comes after it is refused', async () => {
  const { late, scan, early, release, end, isClosing, statuses } = await openWithScansAt('scan:before-write', 5);
  const summary = end();
  await isClosing();
  for (const process of [0, 1]) expect((await scan(late, process)).body.code).toBe('session_not_active');
  const looks = await countLooks();
  await vi.waitFor(async () => expect(await countLooks()).toBeGreaterThan(looks + 1), 5_000);
  release();
  expect((await early).map(({ status }) => status)).toEqual(Array(5).fill(200));
  expect(await summary).toMatchObject({ present: 5, absent: 1, total: 6 });
  expect(await statuses()).toEqual(['absent', ...Array(5).fill('present')]);
});

it(
  'a scan that is not stored before its lease is over is refused, and the absent of the closing stands',
  async () => {
    const { scan, late, early, release, end, statuses } = await openWithScansAt('scan:before-write', 3);
    expect(await end()).toMatchObject({ present: 0, absent: 4, total: 4 });
    release();
    expect((await early).map(({ body }) => body.code)).toEqual(Array(3).fill('session_not_active'));
    expect((await scan(late, 1)).body.code).toBe('session_not_active');
    expect(await statuses()).toEqual(Array(4).fill('absent'));
  },
  2 * LEASE_OVER_MS,
);

it(
  'a scan that is stored when its lease is over counts, although nobody could say so in time',
  async () => {
    const { early, release, end, statuses } = await openWithScansAt('scan:after-write', 3);
    expect(await end()).toMatchObject({ present: 3, absent: 1, total: 4 });
    release();
    expect((await early).map(({ status }) => status)).toEqual(Array(3).fill(200));
    expect(await statuses()).toEqual(['absent', 'present', 'present', 'present']);
  },
  2 * LEASE_OVER_MS,
);

it(
  'a scan that is stored while the absent are being written is not overwritten, and counts',
  async () => {
    const { early, release, end, statuses } = await openWithScansAt('scan:before-write', 3);
    // The end has read which records there are, and asks whose are missing.
    hall.hooks.beforeRosterAnswer = async () => {
      hall.hooks.beforeRosterAnswer = undefined;
      release();
      expect((await early).map(({ status }) => status)).toEqual(Array(3).fill(200));
    };
    expect(await end()).toMatchObject({ present: 3, absent: 1, total: 4 });
    expect(await statuses()).toEqual(['absent', 'present', 'present', 'present']);
  },
  2 * LEASE_OVER_MS,
);

it(
  'a scan of a student who was removed meanwhile has no absent in its way: stored after the end it is in the summary, too',
  async () => {
    const { students, classId, early, release, as, end, statuses } = await openWithScansAt('scan:before-write', 1);
    hall.remove(classId, students[0] as Person);
    expect(await end()).toMatchObject({ present: 0, absent: 1, total: 1 });
    release();
    expect(await early).toMatchObject([{ status: 200, body: { data: { status: 'present' } } }]);
    expect((await as('GET', '')).body.data.summary).toMatchObject({ present: 1, absent: 1, total: 2 });
    expect(await statuses()).toEqual(['absent', 'present']);
  },
  2 * LEASE_OVER_MS,
);
