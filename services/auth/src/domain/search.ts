/** How people are found and put in order: without case, accents and width. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ');
}

/** Long enough to put names in order, short enough to travel in a cursor. */
const SORT_KEY_LENGTH = 100;

/** What people are put in order by. */
export function sortKeyOf(name: string): string {
  return [...fold(name)].slice(0, SORT_KEY_LENGTH).join('');
}

interface Searchable {
  name: string;
  email: string;
  username: string | null;
  studentNumber: string | null;
}

/** What the words of a search are compared with the beginnings of. */
export function searchKeysOf({ name, email, username, studentNumber }: Searchable): string[] {
  const words = [name, email, username ?? '', studentNumber ?? ''].map(fold);
  return [...new Set([...words, ...(words[0] ?? '').split(/[\s'’-]/), ...(words[0] ?? '').split(' ')])].filter(
    (word) => word !== '',
  );
}

/** The words of a search. A regular expression of MongoDB must hold no zero byte. */
export function searchWords(search: string): string[] {
  return fold(search.toWellFormed().replaceAll('\0', ''))
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 5);
}
