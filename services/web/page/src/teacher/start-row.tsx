import { Play, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../ui/button.tsx';

interface StartRowProps {
  className: string;
  about: ReactNode;
  /** What stands before the name: when. */
  time?: ReactNode;
  isBusy: boolean;
  isMain: boolean;
  onStart: () => void;
  /** What was planned has its options already. */
  onOptions?: (() => void) | undefined;
}

/** Something that one tap starts. */
export function StartRow({ className, about, time, isBusy, isMain, onStart, onOptions }: StartRowProps) {
  const { t } = useTranslation('teacher');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3 md:px-6">
      {time && <p className="w-16 shrink-0 text-20 font-medium tabular-nums">{time}</p>}
      <div className="min-w-40 grow basis-0">
        <h3 className="text-16 font-medium break-words">{className}</h3>
        <p className="text-14 text-quiet">{about}</p>
      </div>
      <div className="flex gap-1">
        <Button
          look={isMain ? 'main' : 'plain'}
          icon={Play}
          busy={isBusy}
          onClick={onStart}
          aria-label={t('startOf', { className })}
        >
          {t('start')}
        </Button>
        {onOptions && <IconButton icon={SlidersHorizontal} label={t('optionsOf', { className })} onClick={onOptions} />}
      </div>
    </li>
  );
}
