import type { ComponentProps } from 'react';
import { classes } from '../ui/classes.ts';

const solid = 'min-h-14 w-full rounded-8 bg-on-verdict px-6 py-2 text-20 text-(--tone)';
const plain = 'min-h-11 px-4 text-16 underline underline-offset-4';

interface Look {
  /** The one thing to do. */
  main?: boolean | undefined;
  /** A tap anywhere on the screen does it. */
  everywhere?: boolean | undefined;
}

/** What a link or a button on a verdict looks like. */
export function verdictButtonClass({ main = false, everywhere = false }: Look): string {
  return classes(
    'inline-flex items-center justify-center text-center font-medium select-none disabled:opacity-60',
    main ? solid : plain,
    everywhere ? 'after:fixed after:inset-0' : 'relative z-10',
  );
}

export function VerdictButton({ main, everywhere, ...rest }: Look & ComponentProps<'button'>) {
  return <button type="button" className={verdictButtonClass({ main, everywhere })} {...rest} />;
}
