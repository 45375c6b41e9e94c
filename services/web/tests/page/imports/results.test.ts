import { rosterImportResult, userImportResult } from '@rollcall/contracts';
import { describe, expect, it } from 'vitest';
import { importedIn, leftOutIn, resultLooks } from '../../../page/src/imports/results.ts';
import german from '../../../page/src/words/de/imports.ts';
import english from '../../../page/src/words/en/imports.ts';

const all = [...new Set([...rosterImportResult.options, ...userImportResult.options])].sort();

describe('results of rows', () => {
  it('all have a look and words, before and after', () => {
    expect(Object.keys(resultLooks).sort()).toEqual(all);
    for (const { will, became } of [english, german]) {
      expect(Object.keys(will).sort()).toEqual(all);
      expect(Object.keys(became).sort()).toEqual(all);
    }
  });

  it('count as imported, or as left out', () => {
    const counts = { added: 3, moved: 1, created: 2, already: 4, invalid: 1, duplicate: 2, ready: 0 };
    expect(importedIn(counts)).toBe(6);
    expect(leftOutIn(counts)).toEqual(['invalid', 'duplicate']);
  });

  it('of an import that was refused are left out, all of them', () => {
    expect(leftOutIn({ ready: 5, invalid: 1 })).toEqual(['invalid', 'ready']);
  });
});
