import { Check, Clock, Ellipsis, type LucideIcon, Minus, X } from 'lucide-react';
import { type CSSProperties, type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verdict, VerdictTone } from './verdict.ts';

const tones: Record<VerdictTone, { icon: LucideIcon; colour: string; vibrationMs: number[] }> = {
  in: { icon: Check, colour: 'var(--verdict-in)', vibrationMs: [80] },
  late: { icon: Clock, colour: 'var(--verdict-late)', vibrationMs: [80, 60, 80] },
  excused: { icon: Minus, colour: 'var(--verdict-excused)', vibrationMs: [80] },
  refused: { icon: X, colour: 'var(--verdict-refused)', vibrationMs: [200] },
  wait: { icon: Ellipsis, colour: 'var(--verdict-wait)', vibrationMs: [] },
};

interface VerdictScreenProps {
  verdict: Verdict;
  /** Class, teacher, room, time. */
  facts?: ReactNode;
  /** Under the words: what else there is to say, and buttons. */
  children?: ReactNode;
  /** What support asks for. */
  details?: string | undefined;
}

/** The whole screen is the verdict: colour, icon, words, and vibration where the page may. */
export function VerdictScreen({ verdict, facts, children, details }: VerdictScreenProps) {
  const { t } = useTranslation(['scan', 'common']);
  const { tone, words, minutes } = verdict;
  const { icon: Icon, colour } = tones[tone];
  const adviceId = useId();
  const heading = useVerdictNotice(verdict);
  return (
    <div
      style={{ '--tone': colour, '--focus': 'var(--on-verdict)' } as CSSProperties}
      className="relative flex min-h-dvh flex-col items-center bg-(--tone) px-6 pt-[max(10dvh,32px)] pb-[calc(24px+env(safe-area-inset-bottom))] text-center text-on-verdict"
    >
      <span className="mb-6 inline-flex size-28 items-center justify-center rounded-full border-4 border-current">
        <Icon aria-hidden size={64} strokeWidth={2.5} className={tone === 'wait' ? 'fill-current' : undefined} />
      </span>
      <h1 ref={heading} tabIndex={-1} aria-describedby={adviceId} className="max-w-prose text-40 break-words">
        {t(`verdicts.${words}.title`)}
      </h1>
      <p id={adviceId} className="mt-3 max-w-[400px] text-20 empty:hidden">
        {t(`verdicts.${words}.advice`, { minutes, defaultValue: '' })}
      </p>
      {facts}
      <div className="mt-auto grid w-full max-w-[400px] justify-items-center gap-3 pt-8">
        {children}
        {details && (
          <details className="relative z-10 text-12">
            <summary className="min-h-11 cursor-pointer px-4 text-14 leading-[44px]">
              {t('common:state.details')}
            </summary>
            <p className="font-mono break-all">{details}</p>
          </details>
        )}
      </div>
    </div>
  );
}

/** Whoever can't see it hears or feels it. */
function useVerdictNotice({ tone, words }: Verdict) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words are another verdict
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    // Browsers refuse, and complain, before the first touch of the page.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(tones[tone].vibrationMs);
  }, [tone, words]);
  return heading;
}
