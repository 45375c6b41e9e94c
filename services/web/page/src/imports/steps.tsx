import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';

const steps = ['file', 'check', 'run'] as const;

/** The three steps, and which one this is: the focus goes along. */
export function Steps({ current }: { current: (typeof steps)[number] }) {
  const { t } = useTranslation('imports');
  const at = steps.indexOf(current);
  const here = useRef<HTMLLIElement>(null);
  const last = useRef(current);
  useEffect(() => {
    if (last.current !== current) here.current?.focus({ preventScroll: true });
    last.current = current;
  }, [current]);
  return (
    <ol aria-label={t('steps.label')} className="flex flex-wrap gap-x-6 gap-y-2 text-14">
      {steps.map((step, index) => (
        <li
          key={step}
          ref={index === at ? here : undefined}
          tabIndex={-1}
          aria-current={index === at ? 'step' : undefined}
          className={classes('items-center gap-2', index === at ? 'flex font-medium' : 'hidden text-quiet sm:flex')}
        >
          <span
            aria-hidden
            className={classes(
              'inline-flex size-6 items-center justify-center rounded-full border text-12',
              index === at ? 'border-action bg-action text-on-action' : 'border-line-strong',
            )}
          >
            {index < at ? <Check size={14} strokeWidth={2.5} /> : index + 1}
          </span>
          <span className={index === at ? 'sr-only sm:hidden' : 'sr-only'}>{t('step', { number: index + 1 })}: </span>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
