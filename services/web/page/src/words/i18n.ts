import i18next from 'i18next';
import resourcesToBackend from 'i18next-resources-to-backend';
import { initReactI18next } from 'react-i18next';
import { keep, kept } from '../kept.ts';
import { type Language, languages, type Namespace } from './catalogue.ts';

/**
 * Words by language and namespace. A namespace is loaded with the page that uses it: `useTranslation('scan')`. What all pages
 * share, `common`, is loaded before the first.
 */
export async function startWords(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(resourcesToBackend((language: Language, namespace: Namespace) => import(`./${language}/${namespace}.ts`)))
    .use(initReactI18next)
    .init({
      lng: chosenLanguage(),
      fallbackLng: 'en',
      supportedLngs: languages,
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false }, // React does
      returnNull: false,
    });
}

export function currentLanguage(): Language {
  return i18next.language as Language;
}

/** Loads the words of a language and shows them; the browser remembers the choice. */
export async function chooseLanguage(language: Language): Promise<void> {
  keep('language', language);
  await i18next.changeLanguage(language);
}

function chosenLanguage(): Language {
  const wanted = [kept('language'), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return languages.find((language) => language === wanted.find((one) => languages.includes(one as Language))) ?? 'en';
}
