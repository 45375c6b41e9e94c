import type { Session } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';

/** That a session does not take place, and why. */
export function Cancelled({ session: { cancelReason } }: { session: Session }) {
  const { t } = useTranslation('classes');
  return (
    <p className="break-words text-quiet">
      {cancelReason ? t('sessions.cancelledWhy', { why: cancelReason }) : t('sessions.cancelled')}
    </p>
  );
}
