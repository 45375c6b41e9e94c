import type { EnrolledStudent } from '@rollcall/contracts';
import { Link } from '@tanstack/react-router';
import { ArrowRightLeft, UserMinus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button.tsx';

interface StudentRowProps {
  classId: string;
  student: EnrolledStudent;
  onRemove: () => void;
  /** Undefined where there is nowhere to move to. */
  onMove: (() => void) | undefined;
}

/** A student in a class: leads to what became of each session. */
export function StudentRow({ classId, student, onRemove, onMove }: StudentRowProps) {
  const { t } = useTranslation('classes');
  const { _id, name, email, studentNumber, disabled } = student;
  return (
    <div className="relative flex min-h-16 items-center gap-4 px-4 py-2 hover:bg-sunken md:px-6">
      <div className="grid min-w-0 grow gap-x-6 md:grid-cols-[3fr_3fr_2fr] md:items-center">
        <p className="truncate">
          <Link
            to="/app/classes/$classId/students/$studentId"
            params={{ classId, studentId: _id }}
            className="font-medium after:absolute after:inset-0"
          >
            {name}
          </Link>
          {disabled && <span className="text-quiet"> · {t('roster.disabled')}</span>}
        </p>
        <p className="truncate text-14 text-quiet">{email}</p>
        <p className="truncate text-14 text-quiet tabular-nums empty:hidden">{studentNumber}</p>
      </div>
      <div className="relative -mr-2 flex shrink-0">
        {onMove && <IconButton icon={ArrowRightLeft} label={t('roster.moveWho', { name })} onClick={onMove} />}
        <IconButton icon={UserMinus} label={t('roster.removeWho', { name })} onClick={onRemove} />
      </div>
    </div>
  );
}
