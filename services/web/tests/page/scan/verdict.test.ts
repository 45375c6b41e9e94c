import { RollcallError } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { describe, expect, it } from 'vitest';
import { acceptedVerdict, refusals, refusalVerdict } from '../../../page/src/scan/verdict.ts';
import german from '../../../page/src/words/de/scan.ts';
import english from '../../../page/src/words/en/scan.ts';

/** What any route may refuse a scan for, beside what the contract says of this one. */
const OF_EVERY_ROUTE = ['invalid_request', 'student_required', 'rate_limited', 'offline'] as const;

function refused(code: string, more: Partial<Parameters<typeof refusalVerdict>[0]> = {}) {
  return refusalVerdict({ error: new RollcallError({ code }), isKept: false, ...more });
}

describe('the verdict', () => {
  it.each([...routes.scan.errors, ...OF_EVERY_ROUTE])('has words of its own for %s', (code) => {
    expect(refused(code).words).not.toBe('unforeseen');
  });

  it('has no words for refusals that a scan does not meet', () => {
    expect(Object.keys(refusals).sort()).toEqual([...routes.scan.errors, ...OF_EVERY_ROUTE].sort());
  });

  it.each(['present', 'late', 'excused', 'absent'] as const)('says what a scan counts as: %s', (status) => {
    expect(acceptedVerdict({ status })).toMatchObject({ words: status });
  });

  it('says what to do about everything that is no success, in both languages', () => {
    for (const { verdicts } of [english, german]) {
      const silent = Object.entries(verdicts).filter(([, { title, advice }]) => title === '' || advice === '');
      expect(silent.map(([words]) => words)).toEqual(['present', 'late']);
    }
  });

  it('asks for the place, says how to allow it where it is blocked, and what else there is where the phone does not know', () => {
    expect(refused('location_required', { location: 'prompt' }).words).toBe('locationNeeded');
    expect(refused('location_required', { location: 'denied' }).words).toBe('locationDenied');
    expect(refused('location_required', { location: 'granted' }).words).toBe('locationUnknown');
  });

  it('tells somebody who has tried too often when to come back', () => {
    const error = new RollcallError({ code: 'rate_limited', retryAfterSeconds: 290 });
    expect(refusalVerdict({ error, isKept: false })).toMatchObject({ words: 'tooOften', minutes: 5 });
    expect(refusalVerdict({ error, isKept: true }).words).toBe('oneMoment');
  });

  it('does not know every error', () => {
    expect(refused('internal')).toMatchObject({ words: 'unforeseen', act: 'retry' });
    expect(refused('of_a_newer_server', { isKept: true }).words).toBe('oneMoment');
  });
});
