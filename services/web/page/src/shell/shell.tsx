import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Menu as MenuIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../log-in/use-log-in.ts';
import { IconButton } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Menu } from '../ui/menu.tsx';
import { Toasts } from '../ui/toast.tsx';
import { Bell } from './bell.tsx';
import { Offline } from './offline.tsx';
import { type Place, placesOf } from './places.ts';

/** So many places have room in a phone's bottom bar; the others are behind its last button. */
const IN_BAR = 5;

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
        className="sr-only z-50 rounded-8 bg-action px-4 py-2 text-on-action focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skipToContent')}
      </a>
      <header className="sticky top-0 z-30 flex min-h-14 items-center justify-between border-b border-line bg-ground px-4 md:h-dvh md:flex-col md:items-stretch md:justify-start md:border-r md:border-b-0 md:px-3 md:py-4 print:hidden">
        <div className="flex items-center justify-between md:mb-4 md:px-2">
          <Link to="/app" className="flex min-h-11 items-center gap-2 font-bold">
            <img src="/app/icon.svg" alt="" width={28} height={28} />
            {t('product')}
          </Link>
          <div className="hidden md:block">
            <Bell />
          </div>
        </div>
        <div className="md:hidden">
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
        <main id="content">
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

function BottomBar({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  const hasMore = places.length > IN_BAR;
  const shown = hasMore ? places.slice(0, IN_BAR - 1) : places;
  return (
    <nav
      aria-label={t('navigation')}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {shown.map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to} className={barClass}>
          <Icon aria-hidden size={22} />
          {t(`nav.${name}`)}
        </Link>
      ))}
      {hasMore && <MorePlaces places={places.slice(IN_BAR - 1)} />}
    </nav>
  );
}

const barClass =
  'flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-center text-12 text-quiet aria-[current=page]:font-medium aria-[current=page]:text-text';

function MorePlaces({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes(barClass, 'max-w-16')}>
      <Menu
        trigger={<IconButton icon={MenuIcon} label={t('actions.menu')} />}
        items={places.map(({ to, name, icon }) => ({
          key: to,
          icon,
          label: t(`nav.${name}`),
          link: to,
        }))}
      />
    </div>
  );
}

/** After a change of pages the focus is on the new heading, so that a screen reader reads it and Tab goes on from there. */
function useFocusOnHeading(): void {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const isFirst = useRef(true);
  useEffect(() => {
    if (path === undefined) return;
    if (!isFirst.current) document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [path]);
}
