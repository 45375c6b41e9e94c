import { UserMinus, UserRoundCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../ui/button.tsx';

interface TeacherRowProps {
  name: string;
  isOwner: boolean;
  /** What may be done; undefined for what may not. */
  onGive: (() => void) | undefined;
  onLeave: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

export function TeacherRow({ name, isOwner, onGive, onLeave, onRemove }: TeacherRowProps) {
  const { t } = useTranslation('classes');
  return (
    <li className="flex min-h-14 items-center justify-between gap-3 border-t border-line px-4 py-1 first:border-0 md:px-6">
      <p className="min-w-0 break-words">
        {name}
        <span className="text-quiet">
          {' · '}
          {isOwner ? t('teachers.owner') : t('teachers.coTeacher')}
        </span>
      </p>
      <div className="-mr-2 flex shrink-0">
        {onGive && <IconButton icon={UserRoundCheck} label={t('teachers.giveTo', { name })} onClick={onGive} />}
        {onLeave && (
          <Button look="quiet" onClick={onLeave}>
            {t('teachers.leave')}
          </Button>
        )}
        {onRemove && <IconButton icon={UserMinus} label={t('teachers.removeWho', { name })} onClick={onRemove} />}
      </div>
    </li>
  );
}
