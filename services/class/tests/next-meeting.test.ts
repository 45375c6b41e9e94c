import type { MeetingTime } from '@rollcall/contracts';
import { describe, expect, test } from 'vitest';
import { nextMeeting } from '../src/domain/next-meeting.ts';

function find(times: MeetingTime[], timeZone: string, now: string): string | null {
  const found = nextMeeting(times, timeZone, Date.parse(now));
  return found && [found.startsAtMs, found.endsAtMs].map((ms) => new Date(ms).toISOString().slice(0, 16)).join(' - ');
}

const [monday, sunday, saturday] = [1, 7, 6];
const at = (weekday: number, startsAt: string, endsAt: string): MeetingTime => ({ weekday, startsAt, endsAt });

describe('a meeting every Monday from 08:00 to 09:30, at an instant that is Monday there', () => {
  test.each([
    ['UTC', '2026-03-02T07:00Z', '2026-03-02T08:00 - 2026-03-02T09:30'],
    ['Europe/Berlin', '2026-03-02T06:59Z', '2026-03-02T07:00 - 2026-03-02T08:30'],
    ['America/New_York', '2026-03-02T12:00Z', '2026-03-02T13:00 - 2026-03-02T14:30'],
    ['Asia/Kolkata', '2026-03-02T02:00Z', '2026-03-02T02:30 - 2026-03-02T04:00'],
    ['Pacific/Kiritimati', '2026-03-01T17:00Z', '2026-03-01T18:00 - 2026-03-01T19:30'],
    ['Pacific/Pago_Pago', '2026-03-02T18:00Z', '2026-03-02T19:00 - 2026-03-02T20:30'],
  ])('%s, %s', (timeZone, now, expected) => {
    expect(find([at(monday, '08:00', '09:30')], timeZone, now)).toBe(expected);
  });
});

describe('which of them', () => {
  const times = [at(monday, '14:00', '15:00'), at(monday, '08:00', '09:30'), at(saturday, '23:00', '23:59')];

  test.each([
    ['the next one', '2026-03-02T07:00Z', '2026-03-02T08:00 - 2026-03-02T09:30'],
    ['one that is running', '2026-03-02T08:00Z', '2026-03-02T08:00 - 2026-03-02T09:30'],
    ['one that is running for another moment', '2026-03-02T09:29:59.999Z', '2026-03-02T08:00 - 2026-03-02T09:30'],
    ['not one that has just ended', '2026-03-02T09:30Z', '2026-03-02T14:00 - 2026-03-02T15:00'],
    ['days later', '2026-03-02T15:00Z', '2026-03-07T23:00 - 2026-03-07T23:59'],
    ['over the end of the week', '2026-03-07T23:59Z', '2026-03-09T08:00 - 2026-03-09T09:30'],
    ['over the end of the year', '2026-12-31T12:00Z', '2027-01-02T23:00 - 2027-01-02T23:59'],
  ])('%s', (_, now, expected) => {
    expect(find(times, 'UTC', now)).toBe(expected);
  });

  test('the same one in a week, when it is the only one and has just ended', () => {
    expect(find([at(monday, '08:00', '09:30')], 'UTC', '2026-03-02T09:30Z')).toBe(
      '2026-03-09T08:00 - 2026-03-09T09:30',
    );
  });

  test('none without times', () => {
    expect(find([], 'Europe/Berlin', '2026-03-02T07:00Z')).toBeNull();
  });

  test('with its room', () => {
    const times = [{ ...at(monday, '08:00', '09:30'), room: 'H 1' }, at(monday, '10:00', '11:00')];
    expect(nextMeeting(times, 'UTC', Date.parse('2026-03-02T07:00Z'))?.room).toBe('H 1');
    expect(nextMeeting(times, 'UTC', Date.parse('2026-03-02T09:30Z'))?.room).toBeNull();
  });
});

describe('over a change of the clocks', () => {
  test.each([
    // Berlin: 2026-03-29 from 02:00 to 03:00, and 2026-10-25 from 03:00 back to 02:00.
    [
      'before it',
      'Europe/Berlin',
      at(sunday, '10:00', '11:00'),
      '2026-03-22T08:00Z',
      '2026-03-22T09:00 - 2026-03-22T10:00',
    ],
    [
      'the same hour of the clock after it',
      'Europe/Berlin',
      at(sunday, '10:00', '11:00'),
      '2026-03-22T10:00Z',
      '2026-03-29T08:00 - 2026-03-29T09:00',
    ],
    [
      'back again',
      'Europe/Berlin',
      at(monday, '10:00', '11:00'),
      '2026-10-24T10:00Z',
      '2026-10-26T09:00 - 2026-10-26T10:00',
    ],
    [
      'in the hour that is skipped',
      'Europe/Berlin',
      at(sunday, '02:15', '02:45'),
      '2026-03-29T00:00Z',
      '2026-03-29T01:15 - 2026-03-29T01:45',
    ],
    [
      'beginning in it',
      'Europe/Berlin',
      at(sunday, '02:45', '03:15'),
      '2026-03-29T00:00Z',
      '2026-03-29T01:45 - 2026-03-29T02:15',
    ],
    [
      'around it, an hour shorter',
      'Europe/Berlin',
      at(sunday, '01:30', '03:30'),
      '2026-03-29T00:00Z',
      '2026-03-29T00:30 - 2026-03-29T01:30',
    ],
    [
      'in the hour that comes twice: the first time',
      'Europe/Berlin',
      at(sunday, '02:15', '02:45'),
      '2026-10-25T00:00Z',
      '2026-10-25T00:15 - 2026-10-25T00:45',
    ],
    [
      'over after the first time',
      'Europe/Berlin',
      at(sunday, '02:15', '02:45'),
      '2026-10-25T01:20Z',
      '2026-11-01T01:15 - 2026-11-01T01:45',
    ],
    [
      'around both, an hour longer',
      'Europe/Berlin',
      at(sunday, '01:30', '03:30'),
      '2026-10-25T02:00Z',
      '2026-10-24T23:30 - 2026-10-25T02:30',
    ],
    // New York: 2026-03-08 and 2026-11-01.
    [
      'the same hour of the clock',
      'America/New_York',
      at(sunday, '09:00', '10:00'),
      '2026-03-01T15:00Z',
      '2026-03-08T13:00 - 2026-03-08T14:00',
    ],
    [
      'in the hour that is skipped',
      'America/New_York',
      at(sunday, '02:30', '02:50'),
      '2026-03-08T05:00Z',
      '2026-03-08T07:30 - 2026-03-08T07:50',
    ],
    [
      'in the hour that comes twice',
      'America/New_York',
      at(sunday, '01:30', '01:50'),
      '2026-11-01T04:00Z',
      '2026-11-01T05:30 - 2026-11-01T05:50',
    ],
    // Where clocks never change.
    ['never', 'Asia/Kolkata', at(sunday, '02:30', '03:30'), '2026-03-28T20:00Z', '2026-03-28T21:00 - 2026-03-28T22:00'],
    // Cairo skips the first hour of a Friday.
    [
      'at midnight',
      'Africa/Cairo',
      at(5, '00:15', '00:45'),
      '2026-04-23T12:00Z',
      '2026-04-23T22:15 - 2026-04-23T22:45',
    ],
  ])('%s, %s', (_, timeZone, time, now, expected) => {
    expect(find([time], timeZone, now)).toBe(expected);
  });
});
