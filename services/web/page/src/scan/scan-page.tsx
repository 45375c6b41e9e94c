import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { registerServiceWorker } from '../shell/service-worker.ts';
import { startPage } from '../start-page.tsx';
import { useIsLong } from '../ui/use-is-long.ts';
import { addressFlow } from './scan-of-address.ts';
import { AcceptedScan, ActButton, type PlaceLink, RefusedScanScreen } from './scan-outcome.tsx';
import { useScanState } from './use-scan-flow.ts';
import { withoutCode } from './verdict.ts';
import { VerdictScreen } from './verdict-screen.tsx';

// Few need it: who is logged in is in by then.
const LogInForm = lazy(() => import('../account/log-in-form.tsx').then((form) => ({ default: form.LogInForm })));

export function showScanPage(): Promise<void> {
  return startPage(<ScanPage />, 'scan');
}

/** What a phone's own camera opens: `/s#<token>`. */
export function ScanPage() {
  const state = useScanState(addressFlow);
  useEffect(registerServiceWorker, []);
  return (
    <main aria-live="polite" className="min-h-dvh">
      {(state.step === 'sending' || state.step === 'locating') && <Waiting step={state.step} />}
      {state.step === 'logIn' && <LogInFirst />}
      {state.step === 'accepted' && <AcceptedScan answer={state.answer} flow={addressFlow} Link={Anchor} />}
      {state.step === 'refused' && <RefusedScanScreen refused={state} flow={addressFlow} Link={Anchor} />}
      {state.step === 'idle' && (
        <VerdictScreen verdict={withoutCode}>
          <ActButton act="scanAgain" flow={addressFlow} Link={Anchor} />
        </VerdictScreen>
      )}
    </main>
  );
}

const Anchor: PlaceLink = ({ to, className, children }) => (
  <a href={to} className={className}>
    {children}
  </a>
);

const SLOW_MS = 4_000;

function Waiting({ step }: { step: 'sending' | 'locating' }) {
  const { t } = useTranslation('scan');
  const isLong = useIsLong(true);
  const isSlow = useIsLong(true, SLOW_MS);
  return (
    <p className="grid min-h-dvh place-content-center px-6 text-center text-20 text-quiet">
      {isLong && t(isSlow && step === 'sending' ? 'slow' : step)}
    </p>
  );
}

/** The code waits meanwhile, and is sent as soon as somebody is logged in. */
function LogInFirst() {
  const { t } = useTranslation(['scan', 'common']);
  return (
    <div className="mx-auto grid max-w-[400px] gap-4 px-4 py-12">
      <p className="flex items-center gap-2 font-bold">
        <img src="/app/icon.svg" alt="" width={28} height={28} />
        {t('common:product')}
      </p>
      <div>
        <h1 className="text-28">{t('logIn.title')}</h1>
        <p className="mt-1 text-quiet">{t('logIn.advice')}</p>
      </div>
      <Suspense>
        <LogInForm autoFocus onDone={() => addressFlow.again()} />
      </Suspense>
      <a href="/app/set-password" className="inline-flex min-h-11 items-center text-link underline underline-offset-4">
        {t('logIn.forgotten')}
      </a>
    </div>
  );
}
