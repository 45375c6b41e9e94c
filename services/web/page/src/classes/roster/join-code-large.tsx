import { type ClassView, routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { asks, outdate } from '../../api/query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { number } from '../../words/format.ts';

const LOOK_MS = 5_000;

interface JoinCodeLargeProps {
  shown: ClassView;
  code: string;
  onClose: () => void;
}

/** The code for a wall: where it is typed, and how many are in so far. */
export function JoinCodeLarge({ shown, code, onClose }: JoinCodeLargeProps) {
  const { t } = useTranslation('classes');
  const { data = shown } = useQuery({
    ...asks(routes.getClass, { ids: { id: shown._id } }),
    refetchInterval: LOOK_MS,
  });
  // Those who came in stand on the list behind it.
  useEffect(() => () => void outdate(routes.listEnrolled, routes.listJoinRequests), []);
  const count = data.studentCount ?? 0;
  return (
    <Dialog open onClose={onClose} title={shown.className} wide>
      <div className="grid justify-items-center gap-6 py-6 text-center">
        <p className="text-20 text-quiet">
          {t('join.where')} <span className="font-medium break-all text-text">{location.host}/app/join</span>
        </p>
        <p className="font-mono text-40 font-bold tracking-wider whitespace-nowrap sm:text-64 md:text-120">{code}</p>
        <p aria-live="polite" className="text-20">
          {t('join.in', { count, number: number(count) })}
        </p>
      </div>
    </Dialog>
  );
}
