import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClassTest, openClassService } from './helpers.ts';
import { type Asker, dataOf, outcome, someone } from './people-of.ts';

const NOBODY = 'f'.repeat(24);

let service: ClassTest;
beforeAll(async () => {
  service = await openClassService();
});
afterAll(() => service.close());

const ask = (who: Asker, line: string, body?: unknown) => {
  const [method = '', path = ''] = line.split(' ');
  return service.call(method, path, who.token, body);
};

describe('bad input', () => {
  const time = { weekday: 1, startsAt: '08:00', endsAt: '09:00' };
  test.each([
    ['a time of 25:00', { meetingTimes: [{ ...time, endsAt: '25:00' }] }],
    ['a time of 8:00', { meetingTimes: [{ ...time, startsAt: '8:00' }] }],
    ['an end before the start', { meetingTimes: [{ ...time, endsAt: '07:00' }] }],
    ['weekday 0', { meetingTimes: [{ ...time, weekday: 0 }] }],
    ['weekday 8', { meetingTimes: [{ ...time, weekday: 8 }] }],
    ['weekday 1.5', { meetingTimes: [{ ...time, weekday: 1.5 }] }],
    ['51 meeting times', { meetingTimes: Array(51).fill(time) }],
    ['an unknown key of a time', { meetingTimes: [{ ...time, $set: 1 }] }],
    ['an operator for times', { meetingTimes: { $gt: '' } }],
    ['an unknown zone', { timeZone: 'Europe/Nowhere' }],
    ['an offset for a zone', { timeZone: '+01:00' }],
    ['an empty zone', { timeZone: '' }],
    ['a huge zone', { timeZone: 'E'.repeat(10_000) }],
    ['an empty name', { className: '' }],
    ['a turned direction', { className: 'a\u2067b' }],
    ['a control character in the schedule', { scheduleText: 'a\u0000b' }],
    ['a huge description', { description: 'x'.repeat(2_001) }],
    ['the ids of co-teachers', { coTeacherIds: [NOBODY] }],
    ['an unknown key', { ownerId: NOBODY }],
    ['a date of archiving', { archivedAt: null }],
  ])('400 for %s, in new classes and in edits', async (_, part) => {
    const owner = someone(service, 'teacher');
    const { _id: classId } = dataOf(await ask(owner, 'POST /api/v1/classes', { className: 'Physics' }));
    const path = `/api/v1/classes/${classId}`;
    const before = await ask(owner, `GET ${path}`);
    for (const line of ['POST /api/v1/classes', `PATCH ${path}`]) {
      expect(outcome(await ask(owner, line, { className: 'Physics', ...part }))).toEqual([400, 'invalid_request']);
    }
    expect((await ask(owner, `GET ${path}`)).body).toEqual(before.body);
  });

  test.each(['UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'America/New_York', 'Europe/Kyiv'])(
    '%s is a zone',
    async (timeZone) => {
      const made = await ask(someone(service, 'teacher'), 'POST /api/v1/classes', { className: 'A', timeZone });
      expect(dataOf(made).timeZone).toBe(timeZone);
    },
  );
});
