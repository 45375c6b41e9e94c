import { describe, expect, it } from 'vitest';
import { choicesOf, missingIn, titlesOf, withChoice } from '../../../page/src/imports/columns.ts';
import { rosterNeeds, userFields, userNeeds } from '../../../page/src/imports/fields.ts';

describe('the columns of a list', () => {
  it('are all its titles, each once', () => {
    const state = { columns: { email: 'Mail', name: 'Mail', lastName: '' }, unknownColumns: ['Campus'] };
    expect(titlesOf(state)).toEqual(['Mail', 'Campus']);
  });

  it('have a choice for every field: what was understood, or none', () => {
    expect(choicesOf(userFields, { email: 'Mail', firstName: 'Vorname' })).toEqual({
      email: 'Mail',
      name: null,
      firstName: 'Vorname',
      lastName: null,
      role: null,
      username: null,
      studentNumber: null,
    });
  });

  it('serve one field: a column that is taken for another one is free before', () => {
    expect(withChoice({ email: 'A', name: 'B', role: null }, 'name', 'A')).toEqual({
      email: null,
      name: 'A',
      role: null,
    });
    expect(withChoice({ email: 'A', name: 'B' }, 'name', null)).toEqual({ email: 'A', name: null });
  });

  it('have to say who somebody is', () => {
    expect(missingIn(rosterNeeds, { name: 'A' })).toEqual([['email', 'studentNumber']]);
    expect(missingIn(rosterNeeds, { studentNumber: 'A' })).toEqual([]);
    expect(missingIn(userNeeds, { lastName: 'A' })).toEqual([['email']]);
    expect(missingIn(userNeeds, { email: 'A', lastName: 'B' })).toEqual([]);
  });
});
