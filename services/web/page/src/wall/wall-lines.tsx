import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { useErrorSentence } from '../ui/states.tsx';
import type { NextRound } from './use-next-round.ts';

/** The one line over the lower edge: a question, else what does not work, else which keys there are. */
export function WallLine({ next, roundNumber, isStale, isHintShown }: WallLineProps) {
  const { t } = useTranslation('wall');
  const sentence = useErrorSentence();
  if (next.isAsked) return <Line strong>{t('askNext', { number: roundNumber, next: roundNumber + 1 })}</Line>;
  if (next.error) return <Line strong>{sentence(next.error)}</Line>;
  if (isStale) return <Line>{t('connecting')}</Line>;
  return isHintShown && <Line>{t('keys')}</Line>;
}

interface WallLineProps {
  next: NextRound;
  roundNumber: number;
  isStale: boolean;
  isHintShown: boolean;
}

function Line({ strong = false, children }: { strong?: boolean; children: ReactNode }) {
  return (
    <p
      role="status"
      className={classes(
        'fixed inset-x-[2vw] bottom-[1.2vmin] mx-auto w-fit rounded-8 px-4 py-2 text-center shadow-lg',
        strong ? 'bg-action text-[max(16px,3vmin)] leading-[1.2] text-on-action' : 'bg-card text-14 text-quiet',
      )}
    >
      {children}
    </p>
  );
}
