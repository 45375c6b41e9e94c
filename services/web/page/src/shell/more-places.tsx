import { useLocation } from '@tanstack/react-router';
import { Menu as MenuIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu } from '../ui/menu.tsx';
import { barClass } from './bar-class.ts';
import type { Place } from './places.ts';

/** The places that have no room in the bar. */
export function MorePlaces({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const isHere = places.some(({ to }) => path.startsWith(to));
  return (
    <Menu
      trigger={
        <button type="button" aria-current={isHere ? 'page' : undefined} className={barClass}>
          <MenuIcon aria-hidden size={22} />
          <span className="max-w-full truncate">{t('actions.menu')}</span>
        </button>
      }
      items={places.map(({ to, name, icon }) => ({ key: to, icon, label: t(`nav.${name}`), link: to }))}
    />
  );
}
