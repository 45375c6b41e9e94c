import { CloudOff, Radio } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../words/format.ts';

/** What heals so soon is not worth a word. */
const WORTH_A_WORD_MS = 2_000;

/** Whether something has not been live for so long that people should know. */
export function useIsStale(staleSinceMs: number | undefined): boolean {
  const [isStale, setIsStale] = useState(false);
  useEffect(() => {
    if (staleSinceMs === undefined) return;
    const timer = setTimeout(() => setIsStale(true), staleSinceMs + WORTH_A_WORD_MS - Date.now());
    return () => {
      clearTimeout(timer);
      setIsStale(false);
    };
  }, [staleSinceMs]);
  return isStale;
}

/** "Live", or since when not. */
export function LiveLine({ staleSinceMs }: { staleSinceMs: number | undefined }) {
  const { t } = useTranslation();
  const isStale = useIsStale(staleSinceMs);
  return (
    <p role="status" className="text-14">
      {isStale && staleSinceMs !== undefined ? (
        <span className="inline-flex items-center gap-2 rounded-full bg-late-ground px-3 py-1 text-late">
          <CloudOff aria-hidden size={16} />
          {t('state.stale', { time: clock(new Date(staleSinceMs)) })}
        </span>
      ) : (
        <span className="inline-flex items-center gap-2 py-1 text-quiet">
          <Radio aria-hidden size={16} className="text-present" />
          {t('state.live')}
        </span>
      )}
    </p>
  );
}
