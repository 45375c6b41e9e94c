import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type ShownStatus, statusIcons } from '../ui/status.tsx';

/** What cells say. */
export interface CellWords {
  unknown: string;
  byCode: string;
  byHand: string;
  status: Record<ShownStatus, string>;
}

/** The words of all cells, asked for once: a board that is scrolled makes many cells. */
export function useCellWords(): CellWords {
  const { t } = useTranslation('board');
  const { t: common } = useTranslation();
  return useMemo(() => {
    const statuses = Object.keys(statusIcons) as ShownStatus[];
    const words = statuses.map((status): [ShownStatus, string] => [status, common(`status.${status}`)]);
    return {
      unknown: common('unknownPerson'),
      byCode: t('byCode'),
      byHand: t('byHand'),
      status: Object.fromEntries(words) as Record<ShownStatus, string>,
    };
  }, [t, common]);
}
