import type { Change, ClassView, Session } from '@rollcall/contracts';
import { describe, expect, it } from 'vitest';
import { grouped } from '../../../page/src/student/groups.ts';
import { isOpen, markOfRound } from '../../../page/src/student/my-mark.ts';
import { upcoming } from '../../../page/src/student/upcoming.ts';

const session = (more: object) => ({ endsAt: null, room: null, ...more }) as unknown as Session;
const classOf = (more: object) => ({ archived: false, nextMeeting: null, ...more }) as unknown as ClassView;

describe('what comes next', () => {
  const at = (hour: number) => `2026-03-02T0${hour}:00:00.000Z`;
  const meeting = { startsAt: at(8), endsAt: at(9), room: 'Hall 1' };

  it('is sessions and meetings of the timetable, the first first', () => {
    const sessions = [session({ _id: 's', classId: 'a', className: 'Algebra', startsAt: at(9) })];
    const classes = [classOf({ _id: 'b', className: 'Biology', nextMeeting: meeting })];
    expect(upcoming(sessions, classes).map(({ className }) => className)).toEqual(['Biology', 'Algebra']);
  });

  it('shows a meeting once that a session was planned for', () => {
    const sessions = [session({ _id: 's', classId: 'a', className: 'Algebra', startsAt: at(8), room: 'Lab' })];
    const classes = [classOf({ _id: 'a', className: 'Algebra', nextMeeting: meeting })];
    expect(upcoming(sessions, classes).map(({ room }) => room)).toEqual(['Lab']);
  });

  it('leaves out classes of the past', () => {
    expect(upcoming([], [classOf({ _id: 'a', nextMeeting: meeting, archived: true })])).toEqual([]);
  });
});

describe('groups', () => {
  it('hold what follows each other', () => {
    expect(grouped([1, 3, 2, 4, 5], (one) => String(one % 2))).toEqual([
      { key: '1', items: [1, 3] },
      { key: '0', items: [2, 4] },
      { key: '1', items: [5] },
    ]);
  });
});

describe("a student's mark", () => {
  const mark = { studentId: 'me', roundNumber: 1, status: 'present' } as Change;
  const round = { roundId: 's.1', roundNumber: 1, startsAt: '', endsAt: null };
  const marks = new Map([['me', mark]]);

  it('is that of the round that runs', () => {
    expect(markOfRound({ marks, round }, 'me')).toBe(mark);
    expect(markOfRound({ marks, round }, 'somebody')).toBeUndefined();
  });

  it('of an earlier round leaves the next one open', () => {
    expect(markOfRound({ marks, round: { ...round, roundNumber: 2 } }, 'me')).toBeUndefined();
  });

  it('can be made while a round runs', () => {
    expect(isOpen({ status: 'active', round })).toBe(true);
    expect(isOpen({ status: 'active', round: { ...round, endsAt: '2026-03-02T09:00:00.000Z' } })).toBe(false);
    expect(isOpen({ status: 'closing', round })).toBe(false);
    expect(isOpen({ status: 'active', round: null })).toBe(false);
  });
});
