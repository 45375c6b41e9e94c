import { describe, expect, it } from 'vitest';
import { cellOf, csvOf } from '../../../page/src/imports/csv.ts';

describe('a CSV that people open', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-', "'-"],
    ['@sum', "'@sum"],
    ['\tx', "'\tx"],
    ['Ann', 'Ann'],
    ['Kim, Ann', '"Kim, Ann"'],
    ['say "hi"', '"say ""hi"""'],
    ['=A1,2', '"\'=A1,2"'],
    [-5, '-5'],
  ])('never holds a formula, and keeps what cells hold: %j', (value, cell) => {
    expect(cellOf(value)).toBe(cell);
  });

  it('says that it is UTF-8', async () => {
    const bytes = new Uint8Array(await csvOf([['Größe', 1]]).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('Größe,1\r\n');
  });
});
