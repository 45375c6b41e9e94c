import i18next from 'i18next';
import resourcesToBackend from 'i18next-resources-to-backend';
import { initReactI18next } from 'react-i18next';
import { keep } from '../kept.ts';
import { type Language, languages, type Namespace } from './catalogue.ts';
import { chosenLanguage, loadWords } from './load-words.ts';

/**
 * Words by language and namespace. A namespace is loaded with the page that uses it: `useTranslation('scan')`. What all pages
 * share, `common`, is loaded before the first, and so are others that are known to be needed.
 */
export async function startWords(...others: Namespace[]): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(resourcesToBackend(loadWords))
    .use(initReactI18next)
    .init({
      lng: chosenLanguage(),
      fallbackLng: 'en',
      supportedLngs: languages,
      ns: ['common', ...others],
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
