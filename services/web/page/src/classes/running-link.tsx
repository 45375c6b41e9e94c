import { Link } from '@tanstack/react-router';
import { Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../log-in/use-log-in.ts';
import { clock } from '../words/format.ts';

interface RunningLinkProps {
  sessionId: string;
  startedAt: string;
}

/** Says that a session runs, and leads teachers to its board. */
export function RunningLink({ sessionId, startedAt }: RunningLinkProps) {
  const { t } = useTranslation('classes');
  const { role } = useUser();
  const words = (
    <>
      <Radio aria-hidden size={16} className="shrink-0" />
      {t('runningSince', { time: clock(startedAt) })}
    </>
  );
  const look =
    'inline-flex items-center gap-2 justify-self-start rounded-full bg-present-ground px-3 text-14 font-medium text-present';
  if (role !== 'teacher') return <p className={`${look} py-1`}>{words}</p>;
  return (
    <Link to="/app/sessions/$sessionId" params={{ sessionId }} className={`${look} relative min-h-11 hover:underline`}>
      {words}
    </Link>
  );
}
