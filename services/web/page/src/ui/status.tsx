import type { AttendanceStatus, Verification } from '@rollcall/contracts';
import { Check, CircleDashed, Clock, type LucideIcon, Minus, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classes } from './classes.ts';

/** What people see of a record: `flagged` stands before its status, `waiting` is nobody's mark yet. */
export type ShownStatus = AttendanceStatus | 'flagged' | 'waiting';

export const statusIcons: Record<ShownStatus, LucideIcon> = {
  present: Check,
  late: Clock,
  absent: X,
  excused: Minus,
  flagged: TriangleAlert,
  waiting: CircleDashed,
};

/** Text and icon in the colour of a status. */
export const statusText: Record<ShownStatus, string> = {
  present: 'text-present',
  late: 'text-late',
  absent: 'text-absent',
  excused: 'text-excused',
  flagged: 'text-flagged',
  waiting: 'text-waiting',
};

/** The tint behind it. */
export const statusGround: Record<ShownStatus, string> = {
  present: 'bg-present-ground',
  late: 'bg-late-ground',
  absent: 'bg-absent-ground',
  excused: 'bg-excused-ground',
  flagged: 'bg-flagged-ground',
  waiting: 'bg-waiting-ground',
};

/** A doubtful record is shown as such until it is decided; a rejected one counts as absent. */
export function shownStatus(status: AttendanceStatus | null, verification: Verification | null): ShownStatus {
  if (status === null) return 'waiting';
  if (verification === 'rejected') return 'absent';
  return verification === 'flagged' ? 'flagged' : status;
}

/** Icon and word: a status is never a colour alone. */
export function StatusBadge({ status, className }: { status: ShownStatus; className?: string }) {
  const { t } = useTranslation();
  const Icon = statusIcons[status];
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-14 font-medium whitespace-nowrap',
        statusGround[status],
        statusText[status],
        className,
      )}
    >
      <Icon aria-hidden size={14} strokeWidth={2.5} />
      {t(`status.${status}`)}
    </span>
  );
}
