import { kept } from '../kept.ts';
import { type Language, languages, type Namespace } from './catalogue.ts';

/** The words of a namespace, from where the build has put them; asked for twice they are loaded once. */
export function loadWords(language: Language, namespace: Namespace): Promise<object> {
  return import(`./${language}/${namespace}.ts`);
}

/** What somebody chose in this browser, else the first of the browser's languages that we have. */
export function chosenLanguage(): Language {
  const wanted = [kept('language'), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return languages.find((language) => language === wanted.find((one) => languages.includes(one as Language))) ?? 'en';
}
