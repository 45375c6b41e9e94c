import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '../log-in/use-log-in.ts';
import { Toasts } from '../ui/toast.tsx';
import { Bell } from './bell.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { Offline } from './offline.tsx';
import { type Place, placesOf } from './places.ts';
import { useFocusOnHeading } from './use-focus-on-heading.ts';

/** What stands around every page of somebody who is logged in: at the side on a desk, at the bottom on a phone. */
export function Shell() {
  const { t } = useTranslation();
  const { role } = useUser();
  const places = placesOf[role];
  useFocusOnHeading();
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[224px_1fr] print:block">
      <a
        href="#content"
        className="sr-only z-50 rounded-8 bg-action text-on-action focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-4 focus:py-2"
      >
        {t('skipToContent')}
      </a>
      <header className="sticky top-0 z-30 flex min-h-14 items-center justify-between border-b border-line bg-ground px-4 md:h-dvh md:flex-col md:items-stretch md:justify-start md:border-r md:border-b-0 md:overflow-y-auto md:px-3 md:py-4 print:hidden">
        <div className="flex w-full items-center justify-between md:mb-4 md:px-2">
          <Link to="/app" className="flex min-h-11 items-center gap-2 font-bold">
            <img src="/app/icon.svg" alt="" width={28} height={28} />
            {t('product')}
          </Link>
          <Bell />
        </div>
        <nav aria-label={t('navigation')} className="hidden gap-1 md:grid">
          {places.map((place) => (
            <SideLink key={place.to} place={place} />
          ))}
        </nav>
      </header>
      <div className="min-w-0 pb-20 md:pb-0">
        <Offline />
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <BottomBar places={places} />
      <Toasts />
    </div>
  );
}

function SideLink({ place: { to, name, icon: Icon } }: { place: Place }) {
  const { t } = useTranslation();
  return (
    <Link
      to={to}
      className="flex min-h-11 items-center gap-3 rounded-8 px-3 text-quiet hover:bg-sunken hover:text-text aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-text"
    >
      <Icon aria-hidden size={20} />
      {t(`nav.${name}`)}
    </Link>
  );
}
