import { routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/page.tsx';
import { ErrorWords } from '../ui/states.tsx';
import { dayAndClock, number } from '../words/format.ts';

/** Whether the log is as it was written, when somebody wants to know. */
export function AuditVerify() {
  const { t } = useTranslation('admin');
  // A long one is answered by 503 and goes on; asking again brings its result.
  const verify = useMutation({ mutationFn: () => call(routes.verifyAudit, {}, { retry: { attempts: 5 } }) });
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-4 p-4 md:px-6">
        <div role="status" className="min-w-0">
          {verify.data ? (
            <Verdict verdict={verify.data} />
          ) : verify.error ? (
            <ErrorWords error={verify.error} />
          ) : (
            <p className="text-quiet">{t('audit.verifyAbout')}</p>
          )}
        </div>
        <Button busy={verify.isPending} onClick={() => verify.mutate()}>
          {t('audit.verify')}
        </Button>
      </div>
    </Card>
  );
}

function Verdict({ verdict }: { verdict: Awaited<ReturnType<typeof call<typeof routes.verifyAudit>>> }) {
  const { t } = useTranslation('admin');
  const { valid, entries, signedAt, problem } = verdict;
  return valid ? (
    <p className="flex items-start gap-2 text-present">
      <ShieldCheck aria-hidden size={20} className="mt-0.5 shrink-0" />
      {t('audit.valid', { entries: number(entries), until: signedAt ? dayAndClock(signedAt) : t('audit.never') })}
    </p>
  ) : (
    <p className="flex items-start gap-2 text-absent">
      <ShieldAlert aria-hidden size={20} className="mt-0.5 shrink-0" />
      {problem
        ? t(`audit.problems.${problem.kind}`, { chain: problem.chain ?? '–', position: problem.position })
        : t('audit.invalid')}
    </p>
  );
}
