import { describe, expect, it } from 'vitest';
import { fileProblemIn, lacksColumns, problemsIn } from '../../../page/src/imports/problem-words.ts';

describe('what the server says about a row', () => {
  it.each([
    ['The e-mail address is missing.', 'email_missing', 'email'],
    ['This is not an e-mail address.', 'email_invalid', 'email'],
    ['The name is missing.', 'name_missing', 'name'],
    ['The role is neither student nor teacher.', 'role_unknown', null],
    ['Administrators are not imported. Create them one by one.', 'role_admin', null],
    ['The student number belongs to an account.', 'number_taken', 'studentNumber'],
    ['There is no such account.', 'no_account', null],
    ['There is no such account, and to make one takes a name.', 'no_account_name', 'name'],
    ['The account has another student number, or none.', 'other_number', 'studentNumber'],
  ])('is told apart, and where it belongs: %s', (words, why, cell) => {
    expect(problemsIn(words)).toEqual([{ why, cell, values: {}, sentence: words }]);
  });

  it('names lines, names, numbers', () => {
    expect(problemsIn('The e-mail address stands in line 12 already.')[0]).toMatchObject({ values: { line: '12' } });
    expect(problemsIn('The row has 7 cells, the header only 3.')[0]).toMatchObject({
      values: { cells: '7', titles: '3' },
    });
    expect(problemsIn('The cell holds a formula without a result (#CALC!).')[0]).toMatchObject({
      values: { cell: '#CALC!' },
    });
  });

  it('may be several sentences, and a name may have dots', () => {
    expect(problemsIn('The e-mail address is missing. The name is missing.').map(({ why }) => why)).toEqual([
      'email_missing',
      'name_missing',
    ]);
    const notes = problemsIn('The account is called Dr. A. Weber jr. The account has another e-mail address.');
    expect(notes.map(({ why, values }) => [why, values.name])).toEqual([
      ['called', 'Dr. A. Weber jr'],
      ['other_email', undefined],
    ]);
  });

  it('stays as it came where it is not known, and nothing is nothing', () => {
    expect(problemsIn('The name is missing. Something new.')).toMatchObject([
      { why: 'name_missing' },
      { why: null, sentence: 'Something new.' },
    ]);
    expect(problemsIn(null)).toEqual([]);
  });
});

describe('what the server says about a file', () => {
  it.each([
    ['The file has no row with content.', 'empty', null],
    ['Line 4: A quotation mark is not closed, or stands in the middle of a cell.', 'broken_quotes', '4'],
    ['Line 100002: The table has more than 100,000 rows.', 'too_many_rows', '100002'],
    ['The table has more than 200 columns.', 'too_many_columns', null],
    ['The table holds more than 100 MB of data.', 'too_large', null],
    ['The workbook has too many parts.', 'too_large', null],
    ['The file has no column "Mail".', 'no_column', null],
    ['Something new.', null, null],
  ])('%s', (message, words, line) => {
    expect(fileProblemIn(message)).toMatchObject({ words, line });
  });

  it('tells when titles say nothing', () => {
    expect(lacksColumns('Line 1: No column for the e-mail address was found. The first row says: a, b.')).toBe(true);
    expect(lacksColumns('The file has no row with content.')).toBe(false);
  });
});
