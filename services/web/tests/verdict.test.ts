import { routes } from '@rollcall/contracts';
import { describe, expect, it } from 'vitest';
import { verdictOf } from '../public/scan/verdict.js';

const data = {
  record: { recordedAt: '2026-03-02T08:05:00.000Z' },
  status: 'present',
  className: 'Algebra',
  courseName: null,
  teacherName: 'Anna Weber',
  room: null,
};

function refused(code: string) {
  return verdictOf({ ok: false, code, error: '', requestId: 'r', retryAfterSeconds: 1 });
}

describe('verdict', () => {
  it.each([
    ['present', 'in', 'You are in'],
    ['late', 'late', 'You are in, late'],
    ['excused', 'excused', 'You are excused'],
  ])('%s: %s, "%s"', (status, tone, title) => {
    expect(verdictOf({ ok: true, data: { ...data, status } })).toMatchObject({ tone, title, again: false });
  });

  it('says class, teacher and time, and leaves out what is not known', () => {
    const { facts } = verdictOf({ ok: true, data });
    expect(facts.map(([term]) => term)).toEqual(['Class', 'Teacher', 'Time']);
    expect(facts[2]).toEqual(['Time', expect.stringMatching(/\d:05/), '2026-03-02T08:05:00.000Z']);
  });

  it('has its own words for every refusal of a scan', () => {
    const unforeseen = refused('of another world').title;
    const codes = [...routes.scan.errors, 'invalid_request', 'rate_limited', 'student_required', 'offline'];
    expect(codes.filter((code) => refused(code).title === unforeseen)).toEqual([]);
  });

  it('tries again by itself only when the same scan may still count', () => {
    const codes = [...routes.scan.errors, 'rate_limited', 'offline', 'internal'];
    expect(codes.filter((code) => refused(code).again)).toEqual(['try_again', 'rate_limited', 'offline']);
  });
});
