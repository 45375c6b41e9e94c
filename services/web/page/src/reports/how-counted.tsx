import { useTranslation } from 'react-i18next';

/** The one definition of the rate, for whoever wonders. */
export function HowCounted({ of }: { of: string }) {
  const { t } = useTranslation('reports');
  return (
    <details className="mt-2 -mb-2 text-14 text-quiet">
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-2 hover:text-text">
        <span>{of}</span>
        <span className="underline underline-offset-4 print:hidden">{t('how.title')}</span>
      </summary>
      <ul className="ml-4 grid max-w-prose list-disc gap-1">
        <li>{t('how.rate')}</li>
        <li>{t('how.excused')}</li>
        <li>{t('how.rounds')}</li>
        <li>{t('how.ended')}</li>
      </ul>
    </details>
  );
}
