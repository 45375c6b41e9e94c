import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../page/src/admin/user-changes.ts';

const known = { name: 'Ben Kim', email: 'ben@school.test', role: 'student' } as const;
const user = { ...known, username: 'ben', studentNumber: null };
const fields = { ...known, username: 'ben', studentNumber: '' };

describe('what is sent of an edited account', () => {
  it('is what has changed, and nothing else', () => {
    expect(changesOf(user, fields)).toEqual({});
    const changed = { name: 'Ben King', role: 'teacher' } as const;
    expect(changesOf(user, { ...fields, ...changed })).toEqual(changed);
  });

  it('takes away what was emptied', () => {
    expect(changesOf(user, { ...fields, username: '' })).toEqual({ username: null });
    expect(changesOf({ ...user, studentNumber: '7' }, fields)).toEqual({ studentNumber: null });
  });
});
