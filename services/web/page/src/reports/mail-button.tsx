import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asks } from '../api/query.ts';
import { buttonClass } from '../ui/button.tsx';
import { mailTo } from './use-emails.ts';

interface MailButtonProps {
  classId: string;
  className: string;
  studentId: string;
  name: string;
}

/** Writes to a student of a class; it is not there while the address is not known. */
export function MailButton({ classId, className, studentId, name }: MailButtonProps) {
  const { t } = useTranslation('reports');
  // The roster is found by name: of several with the same name the one that is meant is among the first.
  const { data } = useQuery(
    asks(routes.listEnrolled, { ids: { id: classId }, query: { search: name.slice(0, 100), limit: 100 } }),
  );
  const email = data?.items.find(({ _id }) => _id === studentId)?.email;
  if (!email) return null;
  return (
    <a href={mailTo(email, t('mail.subject', { className }))} className={buttonClass()}>
      <Mail aria-hidden size={18} />
      {t('mail.write')}
    </a>
  );
}
