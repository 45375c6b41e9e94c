import { excuseAttachment, routes } from '@rollcall/contracts';
import { describe, expect, it } from 'vitest';
import { bodyOf, categories, type ExcuseFields, fieldOf, problemsOf } from '../../../page/src/student/excuse-input.ts';

const days: ExcuseFields = {
  classId: '65f0c0ffee65f0c0ffee65f0',
  about: 'days',
  sessionId: '',
  firstDay: '2026-03-27',
  lastDay: '2026-03-30',
  category: 'illness',
  reason: ' The flu.\nSince Friday ',
  file: undefined,
};
const session: ExcuseFields = { ...days, about: 'session', sessionId: '65f0c0ffee65f0c0ffee65f1' };

describe('an excuse', () => {
  it.each([days, session])('without problems is a request of the contract', (fields) => {
    expect(problemsOf(fields)).toEqual({});
    expect(routes.requestExcuse.body.safeParse(bodyOf(fields)).success).toBe(true);
  });

  it('of days covers them from midnight to midnight, where the clocks change too', () => {
    expect(bodyOf(days)).toMatchObject({
      from: new Date(2026, 2, 27).toISOString(),
      to: new Date(2026, 2, 31).toISOString(),
      reason: 'The flu. Since Friday',
    });
    expect(bodyOf(days)).not.toHaveProperty('sessionId');
  });

  it.each([
    ['classId', 'missing', { classId: '' }],
    ['sessionId', 'missing', { about: 'session' as const }],
    ['firstDay', 'missing', { firstDay: '' }],
    ['lastDay', 'missing', { lastDay: '' }],
    ['lastDay', 'backwards', { lastDay: '2026-03-26' }],
    ['lastDay', 'tooLong', { lastDay: '2026-07-01' }],
    ['reason', 'missing', { reason: ' \n ' }],
  ])('says what is wrong before anybody is asked: %s %s', (field, problem, change) => {
    expect(problemsOf({ ...days, ...change })).toEqual({ [field]: problem });
  });

  it('takes a document of the contract, and no other', () => {
    const { maxBytes, types } = excuseAttachment;
    const withFile = (size: number, type: string) => problemsOf({ ...days, file: { size, type } as File });
    for (const type of types) expect(withFile(maxBytes, type)).toEqual({});
    expect(withFile(maxBytes + 1, 'application/pdf')).toEqual({ file: 'tooLarge' });
    expect(withFile(1, 'text/html')).toEqual({ file: 'wrongType' });
    expect(withFile(1, '')).toEqual({ file: 'wrongType' });
  });

  it('has every kind of the contract', () => {
    const allowed = categories.filter(
      (category) => routes.requestExcuse.body.safeParse({ ...bodyOf(days), category }).success,
    );
    expect(allowed).toEqual(categories);
    expect(routes.requestExcuse.body.safeParse({ ...bodyOf(days), category: 'weather' }).success).toBe(false);
  });

  it('shows refusals where they belong', () => {
    expect(fieldOf('session_cancelled', 'session')).toBe('sessionId');
    expect(fieldOf('excuse_waiting', 'days')).toBe('firstDay');
    expect(fieldOf('too_many_excuses', 'days')).toBeUndefined();
  });
});
