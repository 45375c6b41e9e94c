import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';

/** The way to the excuses, and how many wait for a decision. */
export function ExcusesWaiting() {
  const { t } = useTranslation(['student', 'common']);
  const { data } = useQuery(asks(routes.listMyExcuses, { query: { status: 'pending' } }));
  const count = data?.items.length ?? 0;
  return (
    <Link
      to="/app/excuses"
      className="flex min-h-14 items-center gap-3 rounded-8 border border-line bg-card px-4 hover:bg-sunken md:px-6"
    >
      <FileText aria-hidden size={20} className="shrink-0 text-quiet" />
      <span className="grow">{count > 0 ? t('excuses.waiting', { count }) : t('common:nav.excuses')}</span>
      <ChevronRight aria-hidden size={18} className="shrink-0 text-quiet" />
    </Link>
  );
}
