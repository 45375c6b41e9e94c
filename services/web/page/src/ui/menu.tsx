import { Menu as Base } from '@base-ui/react/menu';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classes } from './classes.ts';

/** An act, or a link to a page. */
export type MenuItem = {
  key: string;
  label: ReactNode;
  icon?: LucideIcon;
  danger?: boolean;
  disabled?: boolean;
} & ({ onSelect: () => void; link?: undefined } | { link: LinkProps['to']; onSelect?: undefined });

/** What a button opens: a list of acts. `trigger` is the button, such as an `<IconButton>`. */
export function Menu({ trigger, items }: { trigger: ReactElement; items: readonly MenuItem[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="z-50">
          <Base.Popup className="min-w-48 rounded-8 border border-line bg-card p-1 shadow-lg">
            {items.map(({ key, label, icon: Icon, danger, disabled, onSelect, link }) => (
              <Base.Item
                key={key}
                disabled={disabled}
                onClick={onSelect}
                render={link === undefined ? undefined : <Link to={link} />}
                className={classes(
                  'flex min-h-11 cursor-pointer items-center gap-3 rounded-8 px-3 outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken',
                  danger && 'text-danger',
                )}
              >
                {Icon && <Icon aria-hidden size={18} />}
                {label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
