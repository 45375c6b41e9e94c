import { RollcallError } from '@rollcall/client';
import { useRouter } from '@tanstack/react-router';
import { CloudOff } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { ErrorWords, Skeleton } from '../ui/states.tsx';
import { Crashed } from './problem-pages.tsx';

const PAUSE_MS = 3_000;

/** Until it is known who is logged in. */
export function Starting() {
  return <Skeleton className="mx-auto max-w-prose pt-24" />;
}

/** It could not be found out who is logged in: that is tried again by itself, and when the network is back. */
export function StartProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const router = useRouter();
  const mayPass = error instanceof RollcallError && error.temporary;
  useEffect(() => {
    if (!mayPass) return;
    const retry = () => void router.invalidate();
    const timer = setInterval(retry, PAUSE_MS);
    addEventListener('online', retry);
    return () => {
      clearInterval(timer);
      removeEventListener('online', retry);
    };
  }, [mayPass, router]);
  if (!mayPass) return <Crashed error={error} />;
  return (
    <main className="mx-auto grid max-w-prose justify-items-center gap-6 px-6 py-24 text-center">
      <div role="status" className="grid justify-items-center gap-3">
        <CloudOff aria-hidden size={28} className="text-quiet" />
        <h1 className="text-28">{t('state.noConnection')}</h1>
        <ErrorWords error={error} />
      </div>
      <Button onClick={() => router.invalidate()}>{t('actions.retry')}</Button>
    </main>
  );
}
