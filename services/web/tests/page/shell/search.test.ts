import { describe, expect, it } from 'vitest';
import { readSearch, writeSearch } from '../../../page/src/shell/search.ts';

describe('what stands behind ? in an address', () => {
  it('is text, whatever it looks like', () => {
    expect(readSearch('?search=007&class=123456789012345678901234&archived=true')).toEqual({
      search: '007',
      class: '123456789012345678901234',
      archived: 'true',
    });
  });

  it('is written as people write it, without what is not said', () => {
    expect(writeSearch({ search: 'Anna & Ben', role: undefined, archived: true })).toBe(
      '?search=Anna+%26+Ben&archived=true',
    );
    expect(writeSearch({ role: undefined })).toBe('');
  });

  it('comes back as it went', () => {
    const search = { search: 'Müller + "Söhne" = 50 %', status: 'late' };
    expect(readSearch(writeSearch(search))).toEqual(search);
  });
});
