import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../ui/button.tsx';
import { useTitle } from '../ui/page.tsx';
import { ErrorWords } from '../ui/states.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main>
      <Problem title={t('state.notFound')} advice={t('state.notFoundAdvice')}>
        <Link to="/app" className={buttonClass({ look: 'main' })}>
          {t('state.toStart')}
        </Link>
      </Problem>
    </main>
  );
}

/** A page that has thrown, or whose files could not be loaded. */
export function Crashed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <Problem title={t('state.crashed')} advice={t('state.crashedAdvice')}>
      <Button look="main" onClick={() => location.reload()}>
        {t('state.reload')}
      </Button>
      <ErrorWords error={error} className="mt-4" />
    </Problem>
  );
}

function Problem({ title, advice, children }: { title: string; advice: string; children: ReactNode }) {
  useTitle(title);
  return (
    <div className="mx-auto grid max-w-prose justify-items-center gap-3 px-6 py-24 text-center">
      <h1 tabIndex={-1} className="text-28">
        {title}
      </h1>
      <p className="text-quiet">{advice}</p>
      <div className="mt-3">{children}</div>
    </div>
  );
}
