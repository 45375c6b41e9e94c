import { Link } from '@tanstack/react-router';
import { ClipboardCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** What waits for a decision, when something does. */
export function Decisions({ flagged, excuses }: { flagged: number; excuses: number }) {
  const { t } = useTranslation('teacher');
  if (flagged + excuses === 0) return null;
  const words = [flagged > 0 && t('flagged', { count: flagged }), excuses > 0 && t('excuses', { count: excuses })];
  return (
    <Link
      to="/app/review"
      className="mb-6 flex min-h-14 items-center gap-3 rounded-8 bg-flagged-ground px-4 py-3 text-flagged hover:opacity-90"
    >
      <ClipboardCheck aria-hidden size={20} className="shrink-0" />
      <span>
        <span className="font-medium">{t('toDecide')}</span> {words.filter(Boolean).join(' · ')}
      </span>
    </Link>
  );
}
