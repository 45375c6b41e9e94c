import { Link } from '@tanstack/react-router';
import { Menu } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { barClass } from './bar-class.ts';
import type { Place } from './places.ts';

/** So many places have room in a phone's bottom bar; the others are behind its last button. */
const IN_BAR = 5;

// A menu is large, and only few people have so many places.
const MorePlaces = lazy(() => import('./more-places.tsx').then((more) => ({ default: more.MorePlaces })));

/** The places of a phone. */
export function BottomBar({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  const hasMore = places.length > IN_BAR;
  const shown = hasMore ? places.slice(0, IN_BAR - 1) : places;
  return (
    <nav
      aria-label={t('navigation')}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {shown.map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to} className={barClass}>
          <Icon aria-hidden size={22} />
          <span className="max-w-full truncate">{t(`nav.${name}`)}</span>
        </Link>
      ))}
      {hasMore && (
        <Suspense
          fallback={
            <span className={barClass}>
              <Menu aria-hidden size={22} />
              {t('actions.menu')}
            </span>
          }
        >
          <MorePlaces places={places.slice(IN_BAR - 1)} />
        </Suspense>
      )}
    </nav>
  );
}
