import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../ui/page.tsx';
import { type Language, languageNames, languages } from '../words/catalogue.ts';
import { chooseLanguage, currentLanguage } from '../words/i18n.ts';

interface OutsidePageProps {
  title: string;
  about?: ReactNode;
  children?: ReactNode;
  /** Under the card: where else one may want to go. */
  links?: ReactNode;
}

/** A page for whoever is not logged in: the product's name, one card, and the languages that it has. */
export function OutsidePage({ title, about, children, links }: OutsidePageProps) {
  const { t } = useTranslation();
  useTitle(title);
  return (
    <div className="mx-auto grid min-h-dvh w-full max-w-110 grid-rows-[1fr_auto] px-4 py-6">
      <main className="grid content-start gap-6 pt-[6dvh] pb-8 sm:content-center sm:pt-0">
        <p className="flex items-center justify-center gap-3 text-20 font-bold">
          <img src="/app/icon.svg" alt="" width={36} height={36} />
          {t('product')}
        </p>
        <div className="grid gap-5 rounded-16 border border-line bg-card p-6">
          <div className="grid gap-1">
            <h1 tabIndex={-1} className="text-28">
              {title}
            </h1>
            {about && <div className="text-quiet">{about}</div>}
          </div>
          {children}
        </div>
        {links && <div className="grid justify-items-center gap-1 text-center">{links}</div>}
      </main>
      <footer>
        <Languages />
      </footer>
    </div>
  );
}

function Languages() {
  const { t } = useTranslation();
  return (
    <fieldset className="flex justify-center gap-1">
      <legend className="sr-only">{t('language')}</legend>
      {languages.map((language: Language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === currentLanguage()}
          onClick={() => chooseLanguage(language)}
          className="min-h-11 rounded-8 px-3 text-14 text-quiet hover:text-text aria-pressed:font-medium aria-pressed:text-text"
        >
          {languageNames[language]}
        </button>
      ))}
    </fieldset>
  );
}
