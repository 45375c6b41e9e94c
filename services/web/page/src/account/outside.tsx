import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../ui/page.tsx';

interface OutsideProps {
  title: string;
  about?: ReactNode;
  children: ReactNode;
  /** Links under the card. */
  links?: ReactNode;
}

/** The one card of a page for people who are not logged in. */
export function Outside({ title, about, children, links }: OutsideProps) {
  const { t } = useTranslation();
  useTitle(title);
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[440px] content-center gap-6 px-4 py-8">
      <p className="flex items-center justify-center gap-2 font-bold">
        <img src="/app/icon.svg" alt="" width={32} height={32} />
        {t('product')}
      </p>
      <section className="grid gap-4 rounded-16 border border-line bg-card p-6">
        <div className="grid gap-1">
          <h1 tabIndex={-1} className="text-28">
            {title}
          </h1>
          {about && <div className="text-quiet">{about}</div>}
        </div>
        {children}
      </section>
      {links && <div className="flex flex-wrap justify-center gap-x-6">{links}</div>}
    </main>
  );
}

export const outsideLink = 'inline-flex min-h-11 items-center text-link underline underline-offset-4';
