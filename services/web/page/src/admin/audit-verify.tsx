import type { CallData } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { type LucideIcon, Shield, ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/page.tsx';
import { ErrorWords } from '../ui/states.tsx';
import { useIsLong } from '../ui/use-is-long.ts';
import { dayAndClock } from '../words/format.ts';

/** Whether the log is as it was written, when somebody wants to know. */
export function AuditVerify() {
  const { t } = useTranslation('audit');
  // A long one is answered by 503 and goes on; asking again brings its result.
  const verify = useMutation({ mutationFn: () => call(routes.verifyAudit, {}, { retry: { attempts: 5 } }) });
  const isLong = useIsLong(verify.isPending);
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-4 p-4 md:px-6">
        <div role="status" className="min-w-0 grow basis-80">
          {verify.isPending && isLong ? (
            <Verdict icon={Shield} tone="text-quiet" title={t('verifying')} />
          ) : verify.data ? (
            <Verified verification={verify.data} />
          ) : verify.error ? (
            <ErrorWords error={verify.error} namespace="audit" />
          ) : (
            <Verdict icon={Shield} tone="text-text" title={t('verifyTitle')}>
              {t('verifyAbout')}
            </Verdict>
          )}
        </div>
        <Button busy={verify.isPending} onClick={() => verify.mutate()}>
          {t('verify')}
        </Button>
      </div>
    </Card>
  );
}

function Verified({ verification }: { verification: CallData<typeof routes.verifyAudit> }) {
  const { t } = useTranslation('audit');
  const { valid, entries, erased, signedAt, problem } = verification;
  if (!valid) {
    return (
      <Verdict icon={ShieldAlert} tone="text-absent" title={t('invalid')}>
        {problem && t(`problems.${problem.kind}`, { chain: problem.chain ?? '–', position: problem.position })}{' '}
        {t('invalidAbout')}
      </Verdict>
    );
  }
  return (
    <Verdict icon={ShieldCheck} tone="text-present" title={t('valid', { count: entries })}>
      {signedAt ? t('signed', { when: dayAndClock(signedAt) }) : t('unsigned')}{' '}
      {erased > 0 && t('erasedParts', { count: erased })}
    </Verdict>
  );
}

interface VerdictProps {
  icon: LucideIcon;
  tone: string;
  title: string;
  children?: ReactNode;
}

function Verdict({ icon: Icon, tone, title, children }: VerdictProps) {
  return (
    <div className="flex items-start gap-3">
      <Icon aria-hidden size={24} className={`shrink-0 ${tone}`} />
      <div className="min-w-0">
        <p className={`font-medium ${tone}`}>{title}</p>
        {children && <p className="text-quiet">{children}</p>}
      </div>
    </div>
  );
}
