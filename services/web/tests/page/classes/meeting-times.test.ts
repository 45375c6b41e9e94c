import { describe, expect, it } from 'vitest';
import { meetingWords, nextMeeting, sortMeetings, weekdayName } from '../../../page/src/classes/meeting-times.ts';

const monday = { weekday: 1, startsAt: '10:15', endsAt: '11:45', room: 'H 1' };

describe('meeting times', () => {
  it('names weekdays as ISO 8601 counts them', () => {
    expect([1, 7].map((weekday) => weekdayName(weekday, 'long', 'en'))).toEqual(['Monday', 'Sunday']);
    expect(weekdayName(3, 'long', 'de')).toBe('Mittwoch');
  });

  it('says a time, and a room where there is one', () => {
    const say = (meeting: typeof monday | Omit<typeof monday, 'room'>) =>
      meetingWords(
        meeting,
        (day) => weekdayName(day, 'short', 'de'),
        (time) => time,
      );
    expect(say(monday)).toBe('Mo 10:15–11:45, H 1');
    expect(say({ weekday: 5, startsAt: '08:00', endsAt: '09:30' })).toBe('Fr 08:00–09:30');
  });

  it('stands in the order of the week', () => {
    const later = { ...monday, startsAt: '14:00', endsAt: '15:00' };
    const friday = { ...monday, weekday: 5 };
    expect(sortMeetings([friday, later, monday])).toEqual([monday, later, friday]);
  });

  it('goes on two days later, over the end of the week', () => {
    expect(nextMeeting([monday])).toEqual({ ...monday, weekday: 3 });
    expect(nextMeeting([{ ...monday, weekday: 6 }]).weekday).toBe(1);
    expect(nextMeeting([{ ...monday, weekday: 7 }]).weekday).toBe(2);
    expect(nextMeeting([])).toEqual({ weekday: 1, startsAt: '10:00', endsAt: '11:30' });
  });
});
