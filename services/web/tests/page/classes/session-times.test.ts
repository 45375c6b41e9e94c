import { describe, expect, it } from 'vitest';
import { firstTimes, meantTimes, typedTimes } from '../../../page/src/classes/sessions/session-times.ts';

const at = (text: string) => new Date(text); // by the clock of this machine, as in a browser

describe('times of a session', () => {
  it.each([
    [{ date: '2026-03-02', from: '10:15', to: '11:45' }, '2026-03-02T11:45', 90],
    [{ date: '2026-03-02', from: '23:00', to: '00:30' }, '2026-03-03T00:30', 90],
    [{ date: '2026-12-31', from: '23:59', to: '00:00' }, '2027-01-01T00:00', 1],
    [{ date: '2026-03-02', from: '10:00', to: '10:00' }, '2026-03-03T10:00', 1440],
  ])('%o ends at %s, after %i minutes', (typed, end, minutes) => {
    const { startsAt, endsAt, durationMinutes } = meantTimes(typed);
    expect(startsAt).toEqual(at(`${typed.date}T${typed.from}`));
    expect([endsAt, durationMinutes]).toEqual([at(end), minutes]);
  });

  it('may have no end', () =>
    expect(meantTimes({ date: '2026-03-02', from: '10:15', to: '' })).toEqual({
      startsAt: at('2026-03-02T10:15'),
      endsAt: null,
      durationMinutes: undefined,
    }));

  it('comes back as it was typed', () => {
    const typed = { date: '2026-01-09', from: '08:05', to: '09:35' };
    const { startsAt, endsAt } = meantTimes(typed);
    expect(typedTimes(startsAt, endsAt)).toEqual(typed);
    expect(typedTimes(startsAt, null)).toEqual({ ...typed, to: '' });
  });

  it('begins with the next meeting', () => {
    const meeting = { startsAt: at('2026-03-02T10:15').toISOString(), endsAt: at('2026-03-02T11:45').toISOString() };
    expect(firstTimes(meeting, at('2026-03-01T12:00').getTime())).toEqual({
      date: '2026-03-02',
      from: '10:15',
      to: '11:45',
    });
  });

  it('begins with the next full hour without one, or when it has begun', () => {
    const next = { date: '2026-03-02', from: '11:00', to: '12:30' };
    const meeting = { startsAt: at('2026-03-02T10:15').toISOString(), endsAt: at('2026-03-02T11:45').toISOString() };
    const nowMs = at('2026-03-02T10:20').getTime();
    expect([firstTimes(null, nowMs), firstTimes(meeting, nowMs)]).toEqual([next, next]);
    expect(firstTimes(null, at('2026-03-02T10:00').getTime())).toEqual(next);
  });
});
