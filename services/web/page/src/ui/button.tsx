import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { useIsLong } from './use-is-long.ts';

export type ButtonLook = 'main' | 'plain' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  main: 'bg-action text-on-action hover:opacity-90',
  plain: 'border border-line-strong bg-card hover:bg-sunken',
  quiet: 'text-text hover:bg-sunken',
  danger: 'bg-danger text-on-danger hover:opacity-90',
};

interface Look {
  look?: ButtonLook;
  icon?: LucideIcon | undefined;
  /** Of more than 44 px, for the one thing that a page is about. */
  large?: boolean;
}

/** The class of what looks like a button and is a link: `<Link className={buttonClass({ look: 'main' })}>`. */
export function buttonClass({ look = 'plain', large }: Look = {}): string {
  return classes(
    'inline-flex items-center justify-center gap-2 rounded-8 font-medium transition-opacity select-none disabled:opacity-50',
    large ? 'min-h-14 px-6 text-20' : 'min-h-11 px-4 text-16',
    looks[look],
  );
}

interface ButtonProps extends Look, ComponentProps<'button'> {
  children: ReactNode;
  /** It has been pressed and works: it can't be pressed again, and says so when that takes long. */
  busy?: boolean;
}

export function Button({ look, icon: Icon, large, busy = false, className, children, disabled, ...rest }: ButtonProps) {
  const isLong = useIsLong(busy);
  return (
    <button
      type="button"
      className={classes(buttonClass({ look, large }), className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {Icon && <Icon aria-hidden size={large ? 24 : 18} className={classes('shrink-0', isLong && 'animate-pulse')} />}
      <span className={classes('min-w-0', isLong && 'animate-pulse')}>{children}</span>
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  icon: LucideIcon;
  /** What it does: read aloud, and shown on hover. */
  label: string;
}

export function IconButton({ icon: Icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classes(
        'inline-flex size-11 shrink-0 items-center justify-center rounded-8 hover:bg-sunken disabled:opacity-50',
        className,
      )}
      {...rest}
    >
      <Icon aria-hidden size={20} />
    </button>
  );
}
