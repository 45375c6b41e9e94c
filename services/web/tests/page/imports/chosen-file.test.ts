import { describe, expect, it } from 'vitest';
import { problemOfFile, takeFile } from '../../../page/src/imports/chosen-file.ts';

describe('a file that was chosen', () => {
  it.each([
    ['list.csv', 10, undefined],
    ['LIST.XLSX', 10_000_000, undefined],
    ['export.tsv', 10, undefined],
    ['list.csv', 0, 'empty'],
    ['list.xlsx', 10_000_001, 'too_large'],
    ['list.xls', 10, 'old_excel'],
    ['list.pdf', 10, 'wrong_type'],
    ['list', 10, 'wrong_type'],
    ['csv', 10, 'wrong_type'],
  ])('%s of %i bytes: %s', (name, size, problem) => {
    expect(problemOfFile({ name, size })).toBe(problem);
  });

  it('is sent as what its name says, whatever the browser takes it for', async () => {
    const file = new File(['E-mail\n'], 'list.csv', { type: 'application/vnd.ms-excel' });
    expect(await takeFile([file])).toMatchObject({ name: 'list.csv', type: 'text/csv' });
  });

  it('is one, and can be read', async () => {
    const file = new File(['x'], 'a.csv');
    expect(await takeFile([file, file])).toBe('many');
    expect(await takeFile([])).toBe('unreadable');
    Object.defineProperty(file, 'arrayBuffer', { value: () => Promise.reject(new Error('gone')) });
    expect(await takeFile([file])).toBe('unreadable');
  });
});
