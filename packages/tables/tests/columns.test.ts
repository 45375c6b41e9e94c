import { describe, expect, test } from 'vitest';
import { type ChosenColumns, type ColumnDefinition, guessColumns } from '../src/index.ts';

const definitions: ColumnDefinition[] = [
  { name: 'name', titles: ['Full name', 'Nombre', 'Prénom et nom', 'الاسم', '姓名'], required: true },
  { name: 'email', titles: ['E-mail', 'Correo electrónico', 'Mail'], required: true },
  { name: 'street', titles: ['Straße'] },
];

describe('columns are guessed', () => {
  test.each<[what: string, header: string[], columns: Record<string, number>]>([
    ['by their names', ['email', 'name'], { email: 0, name: 1 }],
    ['by any known title', ['Nombre', 'Correo electrónico'], { name: 0, email: 1 }],
    ['without case, blanks and punctuation', ['FULL_NAME', ' e mail:'], { name: 0, email: 1 }],
    ['without accents', ['prenom et nom', 'CORREO ELECTRONICO'], { name: 0, email: 1 }],
    ['with accents in two pieces', ['Pre\u0301nom et nom', 'mail'], { name: 0, email: 1 }],
    ['in other scripts', ['الاسم', 'E‑Mail'], { name: 0, email: 1 }],
    ['in wide letters', ['姓名', 'Ｅ－ｍａｉｌ'], { name: 0, email: 1 }],
    ['with ss for ß', ['name', 'email', 'STRASSE'], { name: 0, email: 1, street: 2 }],
    ['with İ for i', ['name', 'EMAİL'], { name: 0, email: 1 }],
  ])('%s', (_, header, columns) => {
    expect(guessColumns(header, definitions)).toMatchObject({ columns, missing: [], ambiguous: [] });
  });

  test('and what serves nothing and what is missing is said', () => {
    expect(guessColumns(['Phone', 'Mail', ''], definitions)).toEqual({
      columns: { email: 1 },
      unmatched: [
        { index: 0, title: 'Phone' },
        { index: 2, title: '' },
      ],
      missing: ['name'],
      ambiguous: [],
    });
  });

  test('by the title listed first, then from the left, and the others are reported', () => {
    expect(guessColumns(['Mail', 'E-mail', 'e_mail', 'Name'], definitions)).toMatchObject({
      columns: { email: 1, name: 3 },
      ambiguous: [{ name: 'email', taken: 1, others: [2, 0] }],
    });
  });

  test('for one name only, the one defined first', () => {
    const both = [
      { name: 'a', titles: ['Number'] },
      { name: 'b', titles: ['Number'] },
    ];
    expect(guessColumns(['Number'], both).columns).toEqual({ a: 0 });
    expect(guessColumns(['Number', 'number'], both).columns).toEqual({ a: 0, b: 1 });
  });

  test('never by a title that has no letter', () => {
    expect(guessColumns(['#', ''], [{ name: 'number', titles: ['#', ''] }]).columns).toEqual({});
  });
});

describe('a choice goes before the guess', () => {
  const header = ['Name', 'Nick', 'E-mail', '#'];

  test.each<[what: string, chosen: ChosenColumns, columns: Record<string, number>]>([
    ['by title', { name: 'Nick' }, { name: 1, email: 2 }],
    ['by a title in another spelling', { name: 'nick ' }, { name: 1, email: 2 }],
    ['by a title without letters', { name: '#' }, { name: 3, email: 2 }],
    ['by index', { name: 3 }, { name: 3, email: 2 }],
    ['for a column that would serve another name', { street: 'E-mail' }, { name: 0, street: 2 }],
    ['for a column that serves two names', { name: 2, email: 2 }, { name: 2, email: 2 }],
    ['for no column', { email: null }, { name: 0 }],
  ])('%s', (_, chosen, columns) => {
    expect(guessColumns(header, definitions, chosen).columns).toEqual(columns);
  });

  test('and a name without column is missing', () => {
    expect(guessColumns(header, definitions, { email: null }).missing).toEqual(['email']);
  });

  test.each<[what: string, chosen: ChosenColumns]>([
    ['a title that is not there', { name: 'Surname' }],
    ['an empty title', { name: '' }],
    ['an index that is not there', { name: 4 }],
    ['a negative index', { name: -1 }],
    ['half an index', { name: 0.5 }],
    ['a name that is not defined', { role: 'Name' }],
    ['a name of every object', { constructor: 'Name' }],
    ['the name of the prototype', JSON.parse('{"__proto__":"Name"}')],
  ])('but %s is refused', (_, chosen) => {
    expect(() => guessColumns(header, definitions, chosen)).toThrow(
      expect.objectContaining({ code: 'unknown_column' }),
    );
  });
});
