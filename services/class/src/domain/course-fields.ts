import { fold, searchKeysOf, sortKeyOf } from '@rollcall/service-kit';

interface CourseNames {
  code: string;
  name: string;
  term: string;
}

/** What a course is called, and the keys by which it is compared, put in order and found. */
export function courseFields({ code, name, term }: CourseNames) {
  return {
    code,
    codeKey: sortKeyOf(code),
    name,
    nameKey: sortKeyOf(name),
    term,
    termKey: sortKeyOf(term),
    searchKeys: searchKeysOf(name, [code, ...fold(code).split(' ')]),
  };
}
