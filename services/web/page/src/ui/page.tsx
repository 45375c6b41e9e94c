import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from './classes.ts';

interface PageProps {
  title: string;
  /** Under the title. */
  about?: ReactNode;
  /** Beside the title: what can be done here. */
  actions?: ReactNode;
  back?: { to: string; label: string } | undefined;
  /** As narrow as text reads well, instead of as wide as tables need. */
  narrow?: boolean;
  children: ReactNode;
}

/** A page within the shell: its title is the heading, the window's name, and where the focus goes when it opens. */
export function Page({ title, about, actions, back, narrow = false, children }: PageProps) {
  useTitle(title);
  return (
    <div className={classes('mx-auto w-full px-4 py-6 md:px-8 md:py-8', narrow ? 'max-w-prose' : 'max-w-page')}>
      {back && (
        <Link
          to={back.to}
          className="-ml-1 inline-flex min-h-11 items-center gap-1 text-quiet hover:text-text print:hidden"
        >
          <ChevronLeft aria-hidden size={18} />
          {back.label}
        </Link>
      )}
      <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 tabIndex={-1} className="text-28 break-words">
            {title}
          </h1>
          {about && <div className="mt-1 text-quiet">{about}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-3 print:hidden">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  const { t } = useTranslation();
  const product = t('product');
  useEffect(() => {
    document.title = title ? `${title} · ${product}` : product;
  }, [title, product]);
}

/** A part of a page, on a card of its own. */
export function Card({ title, actions, className, children }: CardProps) {
  return (
    <section className={classes('rounded-8 border border-line bg-card', className)}>
      {title && (
        <div className="flex flex-wrap items-center justify-between gap-3 px-4 pt-4 md:px-6">
          <h2 className="text-20">{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

interface CardProps {
  title?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}
